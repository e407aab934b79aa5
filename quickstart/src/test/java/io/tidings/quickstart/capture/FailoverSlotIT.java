package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.SlotPolicy;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee: with {@code capture.failover-slot} PostgreSQL knows that the slot is to be copied to standby servers. */
class FailoverSlotIT {

    private static final String FAILOVER =
            "select failover::text from pg_replication_slots where database = current_database()";

    @ParameterizedTest
    @ValueSource(ints = {17, 18})
    void theSlotIsMadeSoOrBecomesSo(int postgresql) throws Exception {
        try (Stage stage = Stage.on(postgresql, "create table a (id int primary key)")) {
            CaptureSettings usual = stage.settings("public.a");
            CaptureSettings failover = usual.with(new SlotPolicy(0, SlotPolicy.Beyond.ALERT, true, false));
            assertThatItBecomes("false", usual, stage);
            assertThatItBecomes("true", failover, stage);
            stage.dropSlots();
            try (Capture capture = Capture.withNewSnapshot(failover)) {
                capture.start();
                capture.awaitStreaming(Duration.ofSeconds(90));
                assertThat(stage.query(FAILOVER)).containsExactly("true");
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
        }
    }

    private static void assertThatItBecomes(String failover, CaptureSettings settings, Stage stage) throws Exception {
        try (Capture capture = stage.start(settings)) {
            assertThat(stage.query(FAILOVER)).containsExactly(failover);
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();
        }
    }
}

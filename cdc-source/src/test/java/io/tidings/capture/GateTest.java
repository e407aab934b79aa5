package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class GateTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private final Gate gate = new Gate();

    @Test
    void whileItIsOpenNothingWaits() throws Exception {
        assertThat(gate.admits(Long.MAX_VALUE)).isTrue();
        gate.pass(7);
    }

    @Test
    void whatASnapshotContainsPassesAndTheRestWaitsUntilItIsOpened() throws Exception {
        gate.close();
        assertThat(gate.admits(1)).isFalse();
        CompletableFuture<Void> stream = streams(7, 8, 9);
        gate.openUpTo(8);
        gate.awaitAllBefore(LONG);
        assertThat(stream).isNotDone();
        assertThat(gate.admits(8)).isTrue();
        assertThat(gate.admits(9)).isFalse();
        gate.open();
        stream.get(LONG.toSeconds(), TimeUnit.SECONDS);
    }

    @Test
    void aStreamThatDoesNotComeIsNotAwaitedForEver() {
        gate.close();
        gate.openUpTo(8);
        assertThatThrownBy(() -> gate.awaitAllBefore(Duration.ofMillis(20))).isInstanceOf(TimeoutException.class);
    }

    private CompletableFuture<Void> streams(long... ends) {
        return CompletableFuture.runAsync(() -> {
            try {
                for (long end : ends) {
                    gate.pass(end);
                }
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}

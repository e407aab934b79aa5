package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.ReplicationSlot.Standing;
import io.tidings.service.Check;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlotLookTest {

    private static final Standing LOST = new Standing(false, 0, 0, "lost");
    private static final Standing IDLE = new Standing(false, 10, 1000, "reserved");
    private static final Standing LARGE = new Standing(true, 10, 1001, "extended");

    private final CaptureProgress progress = new CaptureProgress(() -> {});
    private final SlotLook look = new SlotLook(
            Examples.settings().with(new SlotPolicy(1000, SlotPolicy.Beyond.ALERT, false, true)),
            progress,
            Duration.ofMinutes(1),
            Clock.systemUTC());

    @Test
    void aLostSlotIsNamedWithItsRepair() {
        assertThat(look.check(Optional.of(LOST)))
                .isEqualTo(Check.fails(
                        "slot",
                        "The database has removed what the slot 'tidings_portal' needed; changes are missing; start the"
                                + " capture once with --new-snapshot."));
    }

    @Test
    void beyondTheBudgetItIsNotReadyAlthoughItStreams() {
        assertThat(look.check(Optional.of(LARGE)))
                .isEqualTo(Check.fails(
                        "slot",
                        "The database keeps 1001 bytes of write-ahead log for the replication slot 'tidings_portal',"
                                + " more than capture.slot-budget allows (1000)."));
    }

    @Test
    void oneThatStandsByIsReadyAlsoWhileTheOtherStarts() {
        Check standsBy = Check.passes("slot", "It stands by; another capture streams.");
        assertThat(look.check(Optional.of(IDLE)).passes()).isFalse();
        assertThat(look.check(Optional.empty()).passes()).isFalse();
        progress.standsBy(true);
        assertThat(look.check(Optional.of(IDLE))).isEqualTo(standsBy);
        assertThat(look.check(Optional.empty())).isEqualTo(standsBy);
        assertThat(look.check(Optional.of(LOST)).passes()).isFalse();
        assertThat(look.check(Optional.of(LARGE)).passes()).isFalse();
    }
}

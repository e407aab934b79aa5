package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TooOldTest {

    private static final CaptureSettings ALL =
            Examples.settings().with(new SlotPolicy(0, SlotPolicy.Beyond.ALERT, true, true));

    @Test
    void whatAServerDoesNotHaveIsRefusedWithTheVersionThatHasIt() {
        assertThat(new TooOld(ALL, 16).problems())
                .containsExactly("PostgreSQL 16 at db:5432/app copies no replication slot to its standby servers;"
                        + " version 17 and later do. Set capture.failover-slot to false.");
        assertThat(new TooOld(ALL, 13).problems()).hasSize(2);
        assertThat(new TooOld(ALL, 13).problems().get(1))
                .isEqualTo("PostgreSQL 13 at db:5432/app ends no session of a frozen capture; version 14 and later do."
                        + " Set capture.standby to false.");
    }

    @Test
    void whatIsNotAskedForIsNotMissed() {
        assertThat(List.of(new TooOld(ALL, 17), new TooOld(Examples.settings(), 12)))
                .allSatisfy(server -> assertThat(server.problems()).isEmpty());
    }
}

package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class BeginningTest {

    private static final SourceIdentity NOW = new SourceIdentity("7", "tidings_portal");
    private static final Optional<SourceIdentity> KNOWN = Optional.of(NOW);
    private static final Optional<ReplicationSlot.State> SLOT =
            Optional.of(new ReplicationSlot.State("app", "pgoutput", 0, false));

    @Test
    void nothingKnownBeginsWithASnapshot() {
        assertThat(decide(false, Optional.empty(), Optional.empty())).isEqualTo(new Beginning.Snapshot());
    }

    @Test
    void diedBeforeItsSlotBeginsWithASnapshot() {
        assertThat(decide(false, KNOWN, Optional.empty())).isEqualTo(new Beginning.Snapshot());
    }

    @Test
    void diedInItsSnapshotTakesItAgain() {
        assertThat(decide(false, KNOWN, SLOT)).isEqualTo(new Beginning.SnapshotAgain());
    }

    @Test
    void offsetAndSlotGoOn() {
        assertThat(decide(true, KNOWN, SLOT)).isEqualTo(new Beginning.Resume());
    }

    @Test
    void aSlotNobodyKnowsIsNotTouched() {
        assertThat(refusal(false, Optional.empty(), SLOT))
                .startsWith("The replication slot 'tidings_portal' exists, but");
    }

    @Test
    void aSlotOfAnEarlierNameOfOursIsNotTouched() {
        assertThat(refusal(false, Optional.of(new SourceIdentity("7", "another")), SLOT))
                .startsWith("The replication slot 'tidings_portal' exists, but");
    }

    @Test
    void anOffsetWithoutItsSlotIsRefused() {
        assertThat(refusal(true, KNOWN, Optional.empty())).startsWith("The replication slot 'tidings_portal' is gone");
    }

    @Test
    void aSlotThatLostItsLogIsRefused() {
        assertThat(refusal(true, KNOWN, Optional.of(new ReplicationSlot.State("app", "pgoutput", 0, true))))
                .startsWith("The database has removed write-ahead log");
    }

    @Test
    void anotherClusterIsRefused() {
        assertThat(refusal(true, Optional.of(new SourceIdentity("8", "tidings_portal")), SLOT))
                .startsWith("Source 'portal' was captured from another database cluster");
    }

    @Test
    void aSlotOfAnotherDatabaseOrPluginIsRefused() {
        assertThat(refusal(true, KNOWN, Optional.of(new ReplicationSlot.State("other", "pgoutput", 0, false))))
                .contains("belongs to another database");
        assertThat(refusal(true, KNOWN, Optional.of(new ReplicationSlot.State("app", "wal2json", 0, false))))
                .contains("belongs to another database");
    }

    @Test
    void theIdentitySurvivesBeingStored() {
        assertThat(SourceIdentity.in(NOW.entry("portal"), "portal")).isEqualTo(KNOWN);
        assertThat(SourceIdentity.in(NOW.entry("portal"), "other")).isEmpty();
        assertThat(SourceIdentity.offsetIn(NOW.entry("portal"), "portal")).isFalse();
    }

    private static Beginning decide(
            boolean offset, Optional<SourceIdentity> identity, Optional<ReplicationSlot.State> slot) {
        return Beginning.decide(Examples.settings(), NOW, new Beginning.Memory(offset, identity, slot));
    }

    private static String refusal(
            boolean offset, Optional<SourceIdentity> identity, Optional<ReplicationSlot.State> slot) {
        return ((Beginning.Refuse) decide(offset, identity, slot)).sentence();
    }
}

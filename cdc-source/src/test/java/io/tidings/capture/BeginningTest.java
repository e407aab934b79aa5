package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Beginning.NewSnapshots;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BeginningTest {

    private static final long ACKNOWLEDGED = 1_000;
    private static final SourceIdentity NOW = new SourceIdentity("7", "tidings_portal");
    private static final Optional<SourceIdentity> KNOWN = Optional.of(NOW);
    private static final Optional<SourceIdentity> OTHER_NAME = Optional.of(new SourceIdentity("7", "another"));
    private static final Optional<ReplicationSlot.State> SLOT = Optional.of(slot("app", "pgoutput", false));

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
        assertThat(refusal(true, KNOWN, Optional.of(slot("app", "pgoutput", true))))
                .startsWith("The database has removed write-ahead log");
    }

    @Test
    void anotherClusterIsRefused() {
        assertThat(refusal(true, Optional.of(new SourceIdentity("8", "tidings_portal")), SLOT))
                .startsWith("Source 'portal' was captured from another database cluster");
    }

    @Test
    void aSlotOfAnotherDatabaseOrPluginIsRefused() {
        assertThat(refusal(true, KNOWN, Optional.of(slot("other", "pgoutput", false))))
                .contains("belongs to another database");
        assertThat(refusal(true, KNOWN, Optional.of(slot("app", "wal2json", false))))
                .contains("belongs to another database");
    }

    @Test
    void theIdentitySurvivesBeingStored() {
        assertThat(SourceIdentity.in(NOW.entry("portal"), "portal")).isEqualTo(KNOWN);
        assertThat(SourceIdentity.in(NOW.entry("portal"), "other")).isEmpty();
        assertThat(SourceIdentity.offsetIn(NOW.entry("portal"), "portal")).isFalse();
    }

    @Test
    void aSlotThatBeginsAfterTheLogIsNotTheOneThatWasReadAndIsRefused() {
        LastEnd read = new LastEnd(1, ACKNOWLEDGED - 1);
        assertThat(decide(memory(true, KNOWN, SLOT, read), NewSnapshots.NEVER))
                .isInstanceOfSatisfying(
                        Beginning.Refuse.class,
                        refuse -> assertThat(refuse.sentence())
                                .startsWith("The replication slot 'tidings_portal' is not the one"));
        assertThat(decide(memory(true, KNOWN, SLOT, new LastEnd(1, ACKNOWLEDGED)), NewSnapshots.NEVER))
                .isEqualTo(new Beginning.Resume());
    }

    @Test
    void whatIsMissingIsRepairedWithoutBeingAskedWhereThatIsAllowed() {
        LastEnd end = new LastEnd(1, ACKNOWLEDGED);
        NewSnapshots allowed = NewSnapshots.WHEN_CHANGES_ARE_MISSING;
        assertThat(decide(memory(true, KNOWN, Optional.empty(), end), allowed)).isEqualTo(new Beginning.NewSnapshot());
        assertThat(decide(memory(true, KNOWN, Optional.of(slot("app", "pgoutput", true)), end), allowed))
                .isEqualTo(new Beginning.NewSnapshot());
        assertThat(decide(memory(true, KNOWN, SLOT, end), allowed)).isEqualTo(new Beginning.Resume());
        assertThat(decide(memory(true, OTHER_NAME, Optional.empty(), end), allowed))
                .isInstanceOf(Beginning.Refuse.class);
    }

    @Test
    void aNewSnapshotThatIsAskedForIsTakenUnlessTheSlotIsNotOurs() {
        LastEnd end = new LastEnd(1, ACKNOWLEDGED);
        NewSnapshots now = NewSnapshots.NOW;
        assertThat(decide(memory(true, KNOWN, SLOT, end), now)).isEqualTo(new Beginning.NewSnapshot());
        assertThat(decide(memory(true, KNOWN, Optional.empty(), end), now)).isEqualTo(new Beginning.NewSnapshot());
        assertThat(decide(memory(true, OTHER_NAME, Optional.empty(), end), now)).isEqualTo(new Beginning.NewSnapshot());
        assertThat(decide(memory(true, OTHER_NAME, SLOT, end), now)).isInstanceOf(Beginning.Refuse.class);
        assertThat(decide(memory(false, Optional.empty(), SLOT, end), now)).isInstanceOf(Beginning.Refuse.class);
        assertThat(decide(memory(true, Optional.of(new SourceIdentity("8", "tidings_portal")), SLOT, end), now))
                .isInstanceOf(Beginning.Refuse.class);
    }

    @Test
    void thePermissionToDropTheSlotOutlivesTheSetting() {
        CaptureSettings usual = Examples.settings();
        CaptureSettings drops = usual.with(new SlotPolicy(1, SlotPolicy.Beyond.DROP_AND_RESNAPSHOT, false, false));
        Map<ByteBuffer, ByteBuffer> stored = new DropPermission(drops).entry();
        assertThat(new DropPermission(usual).newSnapshots(stored)).isEqualTo(NewSnapshots.WHEN_CHANGES_ARE_MISSING);
        assertThat(new DropPermission(drops).newSnapshots(Map.of())).isEqualTo(NewSnapshots.WHEN_CHANGES_ARE_MISSING);
        assertThat(new DropPermission(usual).newSnapshots(new DropPermission(usual).entry()))
                .isEqualTo(NewSnapshots.NEVER);
    }

    private static ReplicationSlot.State slot(String database, String plugin, boolean lost) {
        return new ReplicationSlot.State(database, plugin, 0, lost, ACKNOWLEDGED, false);
    }

    private static Beginning decide(
            boolean offset, Optional<SourceIdentity> identity, Optional<ReplicationSlot.State> slot) {
        return decide(new Beginning.Memory(offset, identity, slot, Optional.empty()), NewSnapshots.NEVER);
    }

    private static Beginning decide(Beginning.Memory memory, NewSnapshots allowed) {
        return Beginning.decide(Examples.settings(), NOW, memory, allowed);
    }

    private static Beginning.Memory memory(
            boolean offset, Optional<SourceIdentity> identity, Optional<ReplicationSlot.State> slot, LastEnd last) {
        return new Beginning.Memory(offset, identity, slot, Optional.of(last));
    }

    private static String refusal(
            boolean offset, Optional<SourceIdentity> identity, Optional<ReplicationSlot.State> slot) {
        return ((Beginning.Refuse) decide(offset, identity, slot)).sentence();
    }
}

package io.tidings.contracts.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.scenario.MemoryView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OccurrenceTest {
    private static final TableName LOG = new TableName("public", "log");
    private static final TableName LOANS = new TableName("public", "loans");

    private static String sequence(long position, int index, int ordinal) {
        MemoryView view = new MemoryView(Map.of(), null);
        Trigger trigger = new Trigger.Audited(new Row(LOG, Map.of()), view);
        return new Occurrence(trigger, position, index, 0).sequence(ordinal);
    }

    @Test
    void sequencesSortAsTransactionsAuditRowsAndContractsDo() {
        assertThat(sequence(0x9L, 0, 0)).isEqualTo("0000000000000009-00000000-00");
        assertThat(sequence(0x9L, 0xFF, 9)).isLessThan(sequence(0x10L, 0, 0));
        assertThat(sequence(0x10L, 9, 0xFF)).isLessThan(sequence(0x10L, 10, 0));
        assertThat(sequence(0x10L, 9, 9)).isLessThan(sequence(0x10L, 9, 10));
    }

    private static Trigger changed(TableName table, Optional<Row> auditRow, String... key) {
        MemoryView view = new MemoryView(Map.of(), null);
        return new Trigger.Changed(
                new RowName(table, new Key(List.of(key))),
                Optional.empty(),
                Optional.empty(),
                view,
                new AuditTrail(auditRow, Set.of()));
    }

    private static String id(Trigger trigger, int index) {
        return new Occurrence(trigger, 0x19F2C08L, index, 0).id();
    }

    @Test
    void anIdIsPositionAndPlaceOfAnAuditRowWhateverIdItHasItself() {
        Trigger trigger = new Trigger.Audited(new Row(LOG, Map.of("id", "7")), new MemoryView(Map.of(), null));
        assertThat(id(trigger, Occurrence.FIRST_AUDIT_ROW + 1)).isEqualTo("00000000019f2c08-10000001");
    }

    @Test
    void theIdOfAChangeDoesNotDependOnItsPlaceWhichOtherContractsMove() {
        Trigger trigger = changed(LOANS, Optional.empty(), "7");
        assertThat(id(trigger, 4)).isEqualTo(id(trigger, 0));
    }

    /** The digest is what {@code sha256sum} says of the parts, each with a zero byte behind it. */
    @Test
    void theIdOfAChangeHasADigestOfTableAndKey() {
        assertThat(id(changed(LOANS, Optional.empty(), "a,b", "c"), 0))
                .isEqualTo("00000000019f2c08-9c3f805f8819b8f87a3f0148a0bf7255");
    }

    @Test
    void rowsWhosePartsReadAlikeWhenJoinedHaveDifferentIds() {
        assertThat(List.of(
                        id(changed(LOANS, Optional.empty(), "a,b", "c"), 0),
                        id(changed(LOANS, Optional.empty(), "a", "b,c"), 0),
                        id(changed(LOANS, Optional.empty(), "a", "b", "c"), 0),
                        id(changed(LOANS, Optional.empty(), "a", "b"), 0),
                        id(changed(LOG, Optional.empty(), "a", "b"), 0)))
                .doesNotHaveDuplicates();
    }

    @Test
    void noIdIsLongerThanQueuesAllow() {
        String longest = id(changed(LOANS, Optional.empty(), "k".repeat(10_000)), 0);
        assertThat(longest.length() + ":".length() + Occurrence.LONGEST_TOPIC).isEqualTo(Occurrence.LONGEST_ID);
        assertThat(Occurrence.LONGEST_ID).isEqualTo(128);
    }

    @Test
    void aChangeIsCausedByTheFirstAuditRowOfItsTransaction() {
        Optional<Row> auditRow = Optional.of(new Row(LOG, Map.of("id", "7")));
        assertThat(new Occurrence(changed(LOANS, auditRow, "7"), 0x10L, 3, 0).causeId())
                .contains("0000000000000010-10000000");
        assertThat(new Occurrence(changed(LOANS, Optional.empty(), "7"), 0x10L, 3, 0).causeId())
                .isEmpty();
    }
}

package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Change.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A row of a partitioned audit table that moves to another partition comes as a delete and an insert. */
class AuditRowsTest {
    private static final TableName AUDIT = new TableName("public", "audit");

    private final List<Change> changes = new ArrayList<>();

    private AuditRowsTest change(Operation operation, int id, int day, String note) {
        Row row = new Row(AUDIT, Map.of("id", id, "day", day, "note", note));
        changes.add(new Change.RowChange("1", operation, 100 + changes.size(), row, Optional.empty()));
        return this;
    }

    /** The audit rows that the changes add, by id, day and note. */
    private List<String> added() {
        AuditRows rows = new AuditRows(
                AUDIT,
                "id",
                List.of("id", "day"),
                row -> new Key(List.of(String.valueOf(row.value("id")), String.valueOf(row.value("day")))));
        changes.forEach(rows::note);
        List<String> added = new ArrayList<>();
        changes.forEach(
                rows.reader(row -> added.add(row.value("id") + "/" + row.value("day") + " " + row.value("note"))));
        return added;
    }

    @Test
    void anEarlierRowThatMovesIsNoNewOne() {
        change(Operation.DELETE, 1, 1, "").change(Operation.DELETE, 2, 1, "");
        change(Operation.INSERT, 2, 2, "moved").change(Operation.INSERT, 1, 2, "moved");
        assertThat(added()).isEmpty();
    }

    @Test
    void aNewRowThatMovesIsOneAsItIsInTheEnd() {
        change(Operation.INSERT, 3, 1, "new").change(Operation.INSERT, 4, 1, "other");
        change(Operation.DELETE, 3, 1, "").change(Operation.DELETE, 5, 1, "");
        change(Operation.INSERT, 5, 2, "earlier").change(Operation.INSERT, 3, 2, "moved");
        change(Operation.UPDATE, 3, 2, "changed");
        assertThat(added()).containsExactly("3/2 changed", "4/1 other");
    }

    @Test
    void aRowThatComesBackUnderItsOldKeyIsANewOne() {
        change(Operation.DELETE, 1, 1, "").change(Operation.INSERT, 1, 1, "again");
        assertThat(added()).containsExactly("1/1 again");
    }

    @Test
    void aRowThatMovesAndGoesIsNone() {
        change(Operation.INSERT, 3, 1, "new").change(Operation.DELETE, 3, 1, "");
        change(Operation.INSERT, 3, 2, "moved").change(Operation.DELETE, 3, 2, "");
        assertThat(added()).isEmpty();
    }
}

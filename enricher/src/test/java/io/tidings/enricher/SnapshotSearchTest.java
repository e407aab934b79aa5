package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.insert;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.enricher.state.SnapshotSearch;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A full snapshot counts only where its beginning is in the log. */
class SnapshotSearchTest {
    private final ScriptedLog log = new ScriptedLog();
    private final List<String> records = new ArrayList<>();

    @SafeVarargs
    private SnapshotSearch search(Collection<String>... parts) {
        for (Collection<String> part : parts) {
            records.addAll(part);
        }
        SnapshotSearch search = new SnapshotSearch();
        for (int offset = 0; offset < records.size(); offset++) {
            search.read(offset, records.get(offset).getBytes(StandardCharsets.UTF_8));
        }
        return search;
    }

    private List<String> transaction() {
        return log.transaction(audit(1, "product_changed", 1)).records();
    }

    private List<String> snapshot() {
        return log.snapshotOf(List.of("users"), insert("users", columns("id", 1)), insert("users", columns("id", 2)));
    }

    @Test
    void itBeginsWithWhatTheCaptureSaysOfItself() {
        SnapshotSearch found = search(transaction(), transaction(), List.of(log.source("7")), snapshot());
        assertThat(found.start()).isEqualTo(OptionalLong.of(6));
        assertThat(found.transactions()).isEqualTo(2);
    }

    @Test
    void itBeginsWithItsFirstRowWhereNoCaptureSaysAnything() {
        assertThat(search(transaction(), snapshot()).start()).isEqualTo(OptionalLong.of(3));
    }

    @Test
    void itMayHaveNoRows() {
        assertThat(search(List.of(log.source("7")), log.snapshotOf(List.of("users")))
                        .start())
                .isEqualTo(OptionalLong.of(0));
    }

    @Test
    void oneWhoseBeginningIsGoneIsPassedOver() {
        List<String> cut = snapshot().subList(1, 3);
        List<String> again = List.of(log.source("7"));
        assertThat(search(cut, transaction(), again, snapshot()).start()).isEqualTo(OptionalLong.of(5));
        records.clear();
        assertThat(search(cut, transaction()).start()).isEmpty();
    }

    @Test
    void aSnapshotOfSingleTablesIsNone() {
        List<String> source = List.of(log.source("7"));
        assertThat(search(source, log.tableSnapshot("users", insert("users", columns("id", 1))), transaction())
                        .start())
                .isEmpty();
    }
}

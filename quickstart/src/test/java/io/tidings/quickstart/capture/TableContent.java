package io.tidings.quickstart.capture;

import io.tidings.quickstart.capture.LogReader.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The ids that a table holds, as the log says: transactions as they end, snapshots of the table where they stand. */
final class TableContent {

    final Set<Integer> ids = new TreeSet<>();

    private final String table;
    private final List<Entry> open = new ArrayList<>();
    private final Set<Integer> found = new HashSet<>();
    private long applied;

    private TableContent(String table) {
        this.table = table;
    }

    static TableContent of(String table, List<Entry> log) {
        TableContent content = new TableContent(table);
        log.forEach(content::apply);
        return content;
    }

    private void apply(Entry entry) {
        if (entry.isBegin()) {
            open.clear();
        } else if (entry.isEnd()) {
            if (entry.position() > applied) {
                applied = entry.position();
                open.forEach(this::applyRow);
            }
            open.clear();
        } else if (entry.control().equals("TABLES_BEGIN")) {
            found.clear();
        } else if (entry.control().equals("TABLES_COMPLETE")) {
            if (entry.json().at("/tables").toString().contains("\"public." + table + "\"")) {
                ids.retainAll(found);
            }
        } else if (entry.text("/op").equals("r") && entry.isRowOf(table)) {
            found.add(entry.json().at("/after/id").asInt());
            ids.add(entry.json().at("/after/id").asInt());
        } else if (entry.isRowOf(table)) {
            open.add(entry);
        }
    }

    private void applyRow(Entry row) {
        if (row.text("/op").equals("d")) {
            ids.remove(row.json().at("/before/id").asInt());
        } else if (row.text("/op").equals("t")) {
            ids.clear();
        } else {
            ids.add(row.json().at("/after/id").asInt());
        }
    }
}

package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * From which position on each table is known with all its rows. A log begins with a snapshot, so that tables kept from
 * the beginning are; a table that contracts need from a later day on is when a snapshot of it has come.
 */
final class CompleteTables {
    private static final Bytes ID = Keys.kind(Keys.COMPLETE);
    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<TableName, List<String>> kept;
    private final SortedMap<TableName, Long> from = new TreeMap<>();

    CompleteTables(KeyValueStore<Bytes, byte[]> store, Map<TableName, List<String>> kept) {
        this.store = store;
        this.kept = kept;
        byte[] stored = store.get(ID);
        if (stored == null) {
            kept.keySet().forEach(table -> from.put(table, 0L));
        } else {
            read(new String(stored, StandardCharsets.UTF_8));
        }
        save();
    }

    private void read(String text) {
        text.lines().map(line -> line.split("\t", 3)).forEach(parts -> {
            TableName table = TableName.parse(parts[1], "public");
            // What was not kept for a while, or was under another key, is not complete when it is kept again.
            if (parts[2].equals(String.valueOf(kept.get(table)))) {
                from.put(table, Long.valueOf(parts[0]));
            }
        });
    }

    private void save() {
        String text = from.entrySet().stream()
                .map(entry -> entry.getValue() + "\t" + entry.getKey() + "\t" + kept.get(entry.getKey()))
                .collect(Collectors.joining("\n"));
        store.put(ID, text.getBytes(StandardCharsets.UTF_8));
    }

    /** All rows of these tables are known from the position on, if they were not before. */
    void complete(Collection<TableName> tables, long position) {
        tables.stream().filter(kept::containsKey).forEach(table -> from.putIfAbsent(table, position));
        save();
    }

    /** No table but these is complete. */
    void onlyOf(Collection<TableName> tables) {
        from.keySet().retainAll(tables);
        save();
    }

    boolean contains(TableName table) {
        return from.containsKey(table);
    }

    /** Why a table cannot be read as it stood at a position. */
    Optional<String> doubt(TableName table, long position) {
        Long since = from.get(table);
        if (since == null) {
            return Optional.of("the table " + table + " is not known with all its rows yet: the log has no snapshot"
                    + " of it since contracts need it; start the capture with these contracts, and with --snapshot when it"
                    + " had the table already");
        }
        return since <= position
                ? Optional.empty()
                : Optional.of("the table " + table + " is known with all its rows from a later position on");
    }
}

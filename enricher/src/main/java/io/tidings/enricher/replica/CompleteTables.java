package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
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
    private final Set<TableName> kept;
    private final SortedMap<TableName, Long> from = new TreeMap<>();

    CompleteTables(KeyValueStore<Bytes, byte[]> store, Set<TableName> kept) {
        this.store = store;
        this.kept = kept;
        byte[] stored = store.get(ID);
        if (stored == null) {
            kept.forEach(table -> from.put(table, 0L));
        } else {
            read(new String(stored, StandardCharsets.UTF_8));
            // What was not kept for a while is not complete when it is kept again.
            from.keySet().retainAll(kept);
        }
        save();
    }

    private void read(String text) {
        text.lines().forEach(line -> {
            int space = line.indexOf(' ');
            from.put(TableName.parse(line.substring(space + 1), "public"), Long.valueOf(line.substring(0, space)));
        });
    }

    private void save() {
        String text = from.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey())
                .collect(Collectors.joining("\n"));
        store.put(ID, text.getBytes(StandardCharsets.UTF_8));
    }

    /** All rows of these tables are known from the position on, if they were not before. */
    void complete(Collection<TableName> tables, long position) {
        tables.stream().filter(kept::contains).forEach(table -> from.putIfAbsent(table, position));
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
                    + " of it since contracts need it; start the capture with these contracts");
        }
        return since <= position
                ? Optional.empty()
                : Optional.of("the table " + table + " is known with all its rows from a later position on");
    }
}

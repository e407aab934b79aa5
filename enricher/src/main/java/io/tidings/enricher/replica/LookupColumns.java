package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts.Lookup;
import io.tidings.contracts.plan.Text;
import io.tidings.enricher.replica.CurrentRows.Entry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The columns that have entries in the store. Contracts may ask for more when they change: entries for the rows that
 * are already there are then made before the first record is read.
 */
final class LookupColumns {
    private static final Bytes ID = Keys.kind(Keys.LOOKUPS);
    private final KeyValueStore<Bytes, byte[]> store;

    LookupColumns(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    /** The columns of each table, entries made for those that are new. */
    Map<TableName, List<String>> of(Collection<Lookup> lookups, Replica replica) {
        Set<String> complete = complete();
        Set<String> wanted = new HashSet<>();
        Map<TableName, List<String>> columns = new HashMap<>();
        for (Lookup lookup : lookups) {
            String id = lookup.table() + "." + lookup.column();
            columns.computeIfAbsent(lookup.table(), table -> new ArrayList<>()).add(lookup.column());
            wanted.add(id);
            if (!complete.contains(id)) {
                makeEntries(lookup, replica);
            }
        }
        if (!complete.equals(wanted)) {
            store.put(ID, String.join("\n", wanted.stream().sorted().toList()).getBytes(StandardCharsets.UTF_8));
        }
        return columns;
    }

    private Set<String> complete() {
        byte[] lookups = store.get(ID);
        return lookups == null
                ? Set.of()
                : Set.copyOf(List.of(new String(lookups, StandardCharsets.UTF_8).split("\n")));
    }

    private static void makeEntries(Lookup lookup, Replica replica) {
        replica.dropEntries(lookup.table(), lookup.column());
        replica.markForgotten(lookup.table(), lookup.column());
        replica.forEachRow(lookup.table(), (key, version) -> {
            String value = Text.orNull(version.row().value(lookup.column()));
            if (value != null) {
                replica.addEntry(lookup.table(), lookup.column(), value, new Entry(key, version.from()));
            }
        });
        replica.forEachEarlierVersion(lookup.table(), (key, version, end) -> {
            String value = Text.orNull(version.row().value(lookup.column()));
            if (value != null) {
                replica.addEndedEntry(lookup.table(), lookup.column(), value, new Entry(key, version.from()), end);
            }
        });
    }
}

package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/** What a replica must behave like, written so that it cannot be wrong: a full copy of the database per position. */
final class ModelDatabase {
    private final TreeMap<Long, Map<Id, Row>> states = new TreeMap<>(Map.of(0L, Map.of()));

    record Id(TableName table, Key key) {}

    Map<Id, Row> copyOfLatest() {
        return new HashMap<>(states.lastEntry().getValue());
    }

    void commit(long position, Map<Id, Row> state) {
        states.put(position, state);
    }

    long latest() {
        return states.lastKey();
    }

    /** When what was committed at a position ended; empty when it holds. */
    Optional<Long> end(long position) {
        return Optional.ofNullable(states.higherKey(position));
    }

    Map<Id, Row> at(long position) {
        return states.floorEntry(position).getValue();
    }

    Optional<Row> row(Id id, long position) {
        return Optional.ofNullable(at(position).get(id));
    }

    List<Row> rows(TableName table, String column, String value, long position) {
        return at(position).values().stream()
                .filter(row -> row.table().equals(table) && value.equals(Text.orNull(row.value(column))))
                .toList();
    }

    /** The last position at or before another at which something held: just before it ended. */
    Optional<Long> lastBefore(long position, LongPredicate held) {
        long end = position + 1;
        for (long at : states.headMap(position, true).descendingKeySet()) {
            if (held.test(at)) {
                return Optional.of(end - 1);
            }
            end = at;
        }
        return Optional.empty();
    }
}

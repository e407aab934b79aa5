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

/** What a replica must behave like, written so that it cannot be wrong: a full copy of the database per position. */
final class ModelDatabase {
    private final TreeMap<Long, Map<Id, Row>> states = new TreeMap<>(Map.of(0L, Map.of()));

    record Id(TableName table, Key key) {}

    /** A row, and the position at which it ended. */
    record Ended(Row row, long end) {}

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

    Optional<Ended> lastSeen(Id id, long position) {
        long end = Long.MAX_VALUE;
        for (Map.Entry<Long, Map<Id, Row>> state :
                states.headMap(position, true).descendingMap().entrySet()) {
            Row row = state.getValue().get(id);
            if (row != null) {
                return Optional.of(new Ended(row, end));
            }
            end = state.getKey();
        }
        return Optional.empty();
    }
}

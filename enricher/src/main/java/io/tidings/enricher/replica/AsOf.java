package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Trace;
import io.tidings.contracts.plan.View;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The replica at one position: versions that began at or before it and ended after it. */
final class AsOf implements View {
    private final KeyValueStore<Bytes, byte[]> store;
    private final CurrentRows rows;
    private final long position;
    private final boolean past;
    private final CompleteTables complete;
    private final History history;

    /**
     * Opens a view.
     *
     * @param past whether there may be changes after the position, so that what has ended must be looked through too
     */
    AsOf(
            KeyValueStore<Bytes, byte[]> store,
            CurrentRows rows,
            History history,
            CompleteTables complete,
            long position,
            boolean past) {
        this.store = store;
        this.rows = rows;
        this.history = history;
        this.position = position;
        this.past = past;
        this.complete = complete;
    }

    @Override
    public Optional<Row> row(TableName table, Key key) {
        return version(table, key).map(Version::row);
    }

    Optional<Version> version(TableName table, Key key) {
        Version current = rows.row(table, key);
        if (current != null && current.from() <= position) {
            return Optional.of(current);
        }
        if (!past) {
            return Optional.empty();
        }
        Bytes versions = Keys.versions(table, key);
        try (KeyValueIterator<Bytes, byte[]> later =
                store.range(Keys.at(versions, position + 1), Keys.at(versions, Long.MAX_VALUE))) {
            return later.hasNext()
                    ? Optional.of(Version.of(table, later.next().value)).filter(version -> version.from() <= position)
                    : Optional.empty();
        }
    }

    @Override
    public List<Row> rows(TableName table, String column, String value) {
        List<Row> found = new ArrayList<>();
        for (Version version : versions(table, column, value)) {
            found.add(version.row());
        }
        return found;
    }

    List<Version> versions(TableName table, String column, String value) {
        List<Version> found = new ArrayList<>();
        for (CurrentRows.Entry entry : rows.entries(table, column, value)) {
            if (entry.from() <= position) {
                version(table, entry.key()).ifPresent(found::add);
            }
        }
        if (past) {
            collectEnded(table, Keys.entries(Keys.ENDED_ENTRY, table, column, value), found);
        }
        return found;
    }

    private void collectEnded(TableName table, Bytes prefix, List<Version> found) {
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(prefix, Keys.after(prefix))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                if (Keys.end(entry.key) > position && Version.from(entry.value) <= position) {
                    version(table, Keys.key(entry.key, prefix, Long.BYTES)).ifPresent(found::add);
                }
            }
        }
    }

    @Override
    public Optional<String> doubt(TableName table) {
        return complete.doubt(table, position);
    }

    /** The same, at an earlier position. */
    AsOf at(long earlier) {
        return new AsOf(store, rows, history, complete, earlier, true);
    }

    @Override
    public Trace trace() {
        return new Tracing(store, rows, history, this, position);
    }
}

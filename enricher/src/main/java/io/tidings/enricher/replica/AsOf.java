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
    private final long position;
    private final boolean past;
    private final CompleteTables complete;
    private final History history;

    /**
     * Opens a view.
     *
     * @param past whether there may be changes after the position, so that what has ended must be looked through too
     */
    AsOf(KeyValueStore<Bytes, byte[]> store, History history, CompleteTables complete, long position, boolean past) {
        this.store = store;
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
        byte[] current = store.get(Keys.row(table, key));
        if (current != null && Version.from(current) <= position) {
            return Optional.of(Version.of(table, current));
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
        return versions(table, column, value).stream().map(Version::row).toList();
    }

    List<Version> versions(TableName table, String column, String value) {
        List<Version> found = new ArrayList<>();
        collect(table, Keys.entries(Keys.ENTRY, table, column, value), 0, found);
        if (past) {
            collect(table, Keys.entries(Keys.ENDED_ENTRY, table, column, value), Long.BYTES, found);
        }
        return found;
    }

    private void collect(TableName table, Bytes prefix, int tail, List<Version> found) {
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(prefix, Keys.after(prefix))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                boolean ended = tail > 0 && Keys.end(entry.key) <= position;
                if (!ended && Version.from(entry.value) <= position) {
                    version(table, Keys.key(entry.key, prefix, tail)).ifPresent(found::add);
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
        return new AsOf(store, history, complete, earlier, true);
    }

    @Override
    public Trace trace() {
        return new Tracing(store, history, this, position);
    }
}

package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Trace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * A view of the replica that knows since when all that was read through it is as it was read. Between two changes of
 * what was read, reading gives the same; so going back to just before the latest change leaves nothing out.
 */
final class Tracing implements Trace {
    private final KeyValueStore<Bytes, byte[]> store;
    private final CurrentRows rows;
    private final AsOf view;
    private final long position;
    private final History history;

    /** The position of the latest change, at or before the view's, of anything that was read. */
    private long changed;

    /** What has a mark when some history of what was read is forgotten. */
    private final List<Supplier<Bytes>> prefixes = new ArrayList<>();

    Tracing(KeyValueStore<Bytes, byte[]> store, CurrentRows rows, History history, AsOf view, long position) {
        this.store = store;
        this.rows = rows;
        this.view = view;
        this.position = position;
        this.history = history;
    }

    @Override
    public Optional<Row> row(TableName table, Key key) {
        Optional<Version> version = view.version(table, key);
        changed(version.map(Version::from).orElseGet(() -> latestEnd(Keys.versions(table, key))));
        prefixes.add(() -> Keys.versions(table, key));
        return version.map(Version::row);
    }

    /** The end of the latest version that ended at or before the view's position; 0 when there is none. */
    private long latestEnd(Bytes versions) {
        try (KeyValueIterator<Bytes, byte[]> earlier =
                store.reverseRange(Keys.at(versions, 0), Keys.at(versions, position))) {
            return earlier.hasNext() ? Keys.end(earlier.next().key) : 0;
        }
    }

    @Override
    public List<Row> rows(TableName table, String column, String value) {
        List<Version> versions = view.versions(table, column, value);
        versions.forEach(version -> changed(version.from()));
        rows.entries(table, column, value).forEach(entry -> changed(entry.from()));
        Bytes ended = Keys.entries(Keys.ENDED_ENTRY, table, column, value);
        changedEntries(ended);
        prefixes.add(() -> ended);
        prefixes.add(() -> Keys.entries(Keys.ENDED_ENTRY, table, column));
        return versions.stream().map(Version::row).toList();
    }

    private void changedEntries(Bytes ended) {
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(ended, Keys.after(ended))) {
            while (entries.hasNext()) {
                KeyValue<Bytes, byte[]> entry = entries.next();
                changed(Version.from(entry.value));
                changed(Keys.end(entry.key));
            }
        }
    }

    private void changed(long at) {
        if (at <= position) {
            changed = Math.max(changed, at);
        }
    }

    @Override
    public Optional<String> doubt(TableName table) {
        return view.doubt(table);
    }

    @Override
    public Trace trace() {
        return this;
    }

    @Override
    public Earlier before() {
        if (changed > history.horizon()) {
            return new Earlier.Moment(view.at(changed - 1));
        }
        return prefixes.stream().map(Supplier::get).anyMatch(history::isForgotten)
                ? new Earlier.Forgotten()
                : new Earlier.Never();
    }
}

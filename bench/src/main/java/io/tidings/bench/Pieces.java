package io.tidings.bench;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Evaluated;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Memory;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Trigger;
import io.tidings.contracts.plan.View;
import io.tidings.enricher.Encoding;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Envelope;
import io.tidings.enricher.replica.Replica;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The pieces of code through which every audit row goes, each by itself, on the shop's log with all of its rows loaded. */
@State(Scope.Benchmark)
public class Pieces {
    private static final int REFERENCES = 65_000;
    private static final int AUDITS = 5_000;
    private static final long ALL = Long.MAX_VALUE;
    private static final TableName PRODUCTS = new TableName("public", "products");
    private static final TableName EVENTS = new TableName("public", "events");

    private final List<byte[]> records = new ArrayList<>();
    private final List<Row> audits = new ArrayList<>();
    private final List<Key> products = new ArrayList<>();
    private final List<Occurrence> occurrences = new ArrayList<>();
    private final List<Outcome.Event> events = new ArrayList<>();
    private final Contracts contracts = ShopContracts.compiled();
    private final Encoding encoding = new Encoding(contracts);
    private final OpenStore store = OpenStore.open();
    private final Replica inMemory;
    private final Replica inStore;
    private final View past;
    private int next;

    /** Loads the shop. */
    public Pieces() {
        Map<TableName, List<String>> kept = new HashMap<>(contracts.primaryKeys());
        kept.remove(EVENTS);
        inMemory = new Replica(store.store(), kept, contracts.lookups(), ALL);
        ShopLog log = new ShopLog(new ShopLog.Size(REFERENCES, AUDITS, 10, 0), this::take);
        log.snapshot();
        log.transactions();
        for (Row audit : audits) {
            Trigger trigger = new Trigger.Audited(audit, inMemory.asOf(ALL));
            Occurrence occurrence = new Occurrence(trigger, 1, Occurrence.FIRST_AUDIT_ROW, 1_760_000_000_000L);
            occurrences.add(occurrence);
            events.add((Outcome.Event)
                    contracts.evaluate(trigger, Memory.none()).outcomes().get(0));
        }
        inStore = new Replica(store.store(), kept, contracts.lookups(), 0);
        for (Key product : List.copyOf(products)) {
            Row row = inMemory.current(PRODUCTS, product).orElseThrow();
            inMemory.put(product, row, new Replica.Moment(1_000_000_000, 0));
        }
        past = inMemory.asOf(999_999_999);
    }

    private void take(byte[] json) {
        Change change = Envelope.read(json);
        if (change instanceof Change.SnapshotRow snapshot) {
            Row row = snapshot.row();
            Key key = inMemory.key(row).orElseThrow();
            inMemory.put(key, row, new Replica.Moment(snapshot.position(), 0));
            if (row.table().equals(PRODUCTS)) {
                products.add(key);
            }
        } else if (change instanceof Change.RowChange audit) {
            records.add(json);
            audits.add(audit.row());
        }
    }

    private <T> T next(List<T> all) {
        next++;
        return all.get(next % all.size());
    }

    /** A record of the log becomes a change. */
    @Benchmark
    public Change readARecordOfTheLog() {
        return Envelope.read(next(records));
    }

    /** A row that is in memory. */
    @Benchmark
    public Optional<Row> lookUpARowInMemory() {
        return inMemory.asOf(ALL).row(PRODUCTS, next(products));
    }

    /** A row that is not in memory. */
    @Benchmark
    public Optional<Row> lookUpARowInTheStore() {
        return inStore.asOf(ALL).row(PRODUCTS, next(products));
    }

    /** A row as it was before it changed. */
    @Benchmark
    public Optional<Row> lookUpAnEarlierVersion() {
        return past.row(PRODUCTS, next(products));
    }

    /** Three single look-ups and a list of five, all in memory. */
    @Benchmark
    public Evaluated evaluateAContract() {
        return contracts.evaluate(next(occurrences).trigger(), Memory.none());
    }

    /** Avro, headers and key of an event. */
    @Benchmark
    public Object encodeAnEvent() {
        int index = ++next % events.size();
        return encoding.record(events.get(index), occurrences.get(index));
    }

    /** Deletes the store. */
    @TearDown
    public void close() throws IOException {
        Path directory = store.directory();
        store.close();
        Scene.delete(directory);
    }
}

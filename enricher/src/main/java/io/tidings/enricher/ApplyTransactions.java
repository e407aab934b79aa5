package io.tidings.enricher;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Envelope;
import io.tidings.enricher.replica.Replica;
import io.tidings.log.ControlRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Applies the log to the replica, one whole transaction at a time, and forwards everything in it that contracts answer within
 * the same call, so that all events of a database transaction are in one Kafka transaction.
 */
final class ApplyTransactions implements Processor<String, byte[], String, Committed> {
    static final String BUFFER = "transaction-buffer";
    static final String REPLICA = "replica";
    static final String PROGRESS = "progress";

    private final Contracts contracts;
    private final Duration retention;
    private Replica replica;
    private SourceLog log;
    private final EnricherMeters meters;
    private TransactionBuffer buffer;
    private TaskMeters task;

    ApplyTransactions(Contracts contracts, Duration retention, EnricherMeters meters) {
        this.contracts = contracts;
        this.retention = retention;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Committed> context) {
        KeyValueStore<Bytes, byte[]> rows = context.getStateStore(REPLICA);
        replica = new Replica(rows, keptTables(), contracts.keyless(), contracts.lookups());
        task = meters.task(context.taskId().toString());
        task.keeps(replica.size(), 0);
        buffer = new TransactionBuffer(context.getStateStore(BUFFER));
        log = new SourceLog(contracts, replica, buffer, context.getStateStore(PROGRESS), new Forward(context, replica));
    }

    /** Audit rows trigger events; no path leads to them, so that nothing needs them once they are evaluated. */
    private Map<TableName, List<String>> keptTables() {
        Map<TableName, List<String>> kept = new TreeMap<>(contracts.primaryKeys());
        kept.remove(contracts.audit().table());
        return kept;
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.value() != null) {
            Change change = change(record);
            log.on(change, record.value(), record.timestamp());
            task.buffers(buffer.size());
            if (change instanceof Change.End end) {
                // Not by punctuation, which comes between any two records.
                log.forget(retention);
                replica.saveSize();
                task.keeps(replica.size(), log.forgottenBefore());
                task.applied(end.commitMillis());
                meters.transaction();
            }
        }
    }

    @Override
    public void close() {
        task.close();
    }

    private Change change(Record<String, byte[]> record) {
        String source = contracts.audit().source();
        return source.equals(record.key())
                ? Envelope.read(record.value())
                : new Change.Unreadable(
                        "The record's key is " + record.key() + ", and the contracts are for the source " + source
                                + ": each source needs a topic of changes of its own.",
                        false);
    }

    private record Forward(ProcessorContext<String, Committed> context, Replica replica) implements SourceLog.Output {

        @Override
        public void triggered(Occurrence occurrence) {
            context.forward(new Record<>("", new Committed.Triggered(occurrence), occurrence.millis()));
        }

        @Override
        public void redrive(ControlRecord.Redrive request, long millis) {
            Committed.Redrive redrive = new Committed.Redrive(
                    request,
                    position -> replica.reaches(position) ? Optional.of(replica.asOf(position)) : Optional.empty());
            context.forward(new Record<>("", redrive, millis));
        }

        @Override
        public void unreadable(String reason, byte[] record, long millis) {
            int partition = context.recordMetadata().map(at -> at.partition()).orElse(-1);
            long offset = context.recordMetadata().map(at -> at.offset()).orElse(-1L);
            context.forward(new Record<>("", new Committed.Unreadable(reason, record, partition, offset), millis));
        }
    }
}

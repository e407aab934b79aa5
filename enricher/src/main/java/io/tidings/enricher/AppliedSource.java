package io.tidings.enricher;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.replica.Replica;
import io.tidings.log.ControlRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Applies the log of one source to its replica, one whole transaction at a time, and forwards what contracts answer within
 * the same call, so that all events of a database transaction are in one Kafka transaction.
 */
final class AppliedSource implements SourceLog.Output {
    private final String source;
    private final ProcessorContext<String, Committed> context;
    private final TaskMeters task;
    private final Duration retention;
    private final Replica replica;
    private final TransactionBuffer buffer;
    private final SourceLog log;

    /**
     * Opens it.
     *
     * @param memory for rows that are in memory besides the store, bytes of heap
     */
    AppliedSource(
            Source source,
            ProcessorContext<String, Committed> context,
            TaskMeters task,
            Duration retention,
            long memory) {
        Contracts contracts = source.contracts();
        this.source = source.name();
        this.context = context;
        this.task = task;
        this.retention = retention;
        this.replica = new Replica(
                context.getStateStore(ApplyTransactions.REPLICA),
                keptTables(contracts),
                contracts.keyless(),
                contracts.lookups(),
                memory);
        this.buffer = new TransactionBuffer(context.getStateStore(ApplyTransactions.BUFFER));
        this.log = new SourceLog(contracts, replica, buffer, context.getStateStore(ApplyTransactions.PROGRESS), this);
        task.keeps(replica.size(), 0);
    }

    /** Audit rows trigger events; no path leads to them, so that nothing needs them once they are evaluated. */
    private static Map<TableName, List<String>> keptTables(Contracts contracts) {
        Map<TableName, List<String>> kept = new TreeMap<>(contracts.primaryKeys());
        kept.remove(contracts.audit().table());
        return kept;
    }

    /** Takes the next record of the log. */
    void on(Change change, Record<String, byte[]> raw) {
        log.on(change, raw.value(), raw.timestamp());
        task.buffers(buffer.size());
        if (change instanceof Change.End end) {
            // Not by punctuation, which comes between any two records.
            log.forget(retention);
            replica.saveSize();
            task.keeps(replica.size(), log.forgottenBefore());
            task.applied(end.commitMillis());
        }
    }

    @Override
    public void triggered(Occurrence occurrence) {
        context.forward(new Record<>(source, new Committed.Triggered(occurrence), occurrence.millis()));
    }

    @Override
    public void redrive(ControlRecord.Redrive request, long millis) {
        Committed.Redrive redrive = new Committed.Redrive(
                request,
                position -> replica.reaches(position) ? Optional.of(replica.asOf(position)) : Optional.empty());
        context.forward(new Record<>(source, redrive, millis));
    }

    @Override
    public void unreadable(String reason, byte[] record, long millis) {
        context.forward(Committed.Unreadable.at(context, reason, new Record<>(source, record, millis)));
    }
}

package io.tidings.enricher;

import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Envelope;
import io.tidings.enricher.state.StateStamps;
import io.tidings.enricher.state.StateTopics;
import io.tidings.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Applies the log of one partition, and forwards everything in it that contracts answer, under its source's name. A
 * partition belongs to the source of its first record; the progress remembers to which.
 */
final class ApplyTransactions implements Processor<String, byte[], String, Committed> {
    static final String BUFFER = "transaction-buffer";
    static final String REPLICA = "replica";
    static final String PROGRESS = "progress";

    private static final Bytes OWNER = Bytes.wrap("source".getBytes(StandardCharsets.UTF_8));

    private final StateTopics topics;
    private final Sources sources;
    private final Duration retention;
    private final Commits commits;
    private final EnricherMeters meters;
    private ProcessorContext<String, Committed> context;
    private KeyValueStore<Bytes, byte[]> progress;
    private TaskMeters task;
    private EagerCommits eager;
    private StateStamps stamps;
    private String owner;
    private Optional<AppliedSource> applied;

    ApplyTransactions(StateTopics topics, Sources sources, Duration retention, Commits commits, EnricherMeters meters) {
        this.topics = topics;
        this.sources = sources;
        this.retention = retention;
        this.commits = commits;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<String, Committed> context) {
        this.context = context;
        stamps = StateStamps.open(context, topics, PROGRESS);
        progress = context.getStateStore(PROGRESS);
        eager = EagerCommits.begin(commits, context);
        task = meters.task(context.taskId().toString());
        byte[] stored = progress.get(OWNER);
        owner = stored == null ? "" : new String(stored, StandardCharsets.UTF_8);
        applied = sources.find(owner).map(this::applied);
    }

    private AppliedSource applied(Source source) {
        return new AppliedSource(source, context, task, retention, sources.memoryForRows());
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.value() != null) {
            apply(record);
        }
        context.recordMetadata().ifPresent(read -> {
            stamps.processed(read.offset());
            eager.processed(read.offset());
        });
    }

    private void apply(Record<String, byte[]> record) {
        Change change = Envelope.read(record.value());
        if (owner.isEmpty()) {
            sources.find(record.key()).ifPresent(this::own);
        }
        if (owner.equals(record.key()) && applied.isPresent()) {
            applied.get().on(change, record);
            if (change instanceof Change.End) {
                meters.transaction();
            }
        } else {
            context.forward(stranger(change, record));
        }
    }

    private void own(Source source) {
        owner = source.name();
        progress.put(OWNER, owner.getBytes(StandardCharsets.UTF_8));
        applied = Optional.of(applied(source));
    }

    /** A record that is not of this partition's source is kept as a dead letter; a whole source without contracts is not. */
    private Record<String, Committed> stranger(Change change, Record<String, byte[]> record) {
        boolean ofASource = !(change instanceof Change.Unreadable);
        if (applied.isEmpty() && (ofASource || !owner.isEmpty())) {
            throw new Refusal("The log has records of the source " + (owner.isEmpty() ? record.key() : owner)
                    + ", and this enricher has contracts for " + sources + ". Add the directory of that source's"
                    + " contracts to `contracts`, or read the right topic by topics.changes, and start again; nothing is"
                    + " lost.");
        }
        return Committed.Unreadable.at(
                context,
                change instanceof Change.Unreadable unreadable
                        ? unreadable.reason()
                        : "The record's key is " + record.key() + ", and its partition belongs to the source " + owner
                                + ": each source has one to itself.",
                record.withKey(Objects.requireNonNullElse(record.key(), "")));
    }

    @Override
    public void close() {
        task.close();
    }
}

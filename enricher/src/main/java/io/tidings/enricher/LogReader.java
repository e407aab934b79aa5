package io.tidings.enricher;

import io.tidings.enricher.PartitionStart.Seen;
import io.tidings.enricher.state.SnapshotSearch;
import io.tidings.kafka.KafkaLimits;
import io.tidings.kafka.PresentEnd;
import io.tidings.problem.Outage;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads pieces of the log and of changelogs before the reading proper begins. */
final class LogReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogReader.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final EnricherSettings settings;
    private final Consumer<byte[], byte[]> committed;
    private final Consumer<byte[], byte[]> uncommitted;

    LogReader(EnricherSettings settings, Duration limit) {
        this.settings = settings;
        Map<String, Object> kafka = PresentEnd.settings(KafkaLimits.within(settings.kafka(), limit));
        this.committed = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        Map<String, Object> all = new HashMap<>(kafka);
        all.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
        this.uncommitted = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Reads what is committed. */
    Consumer<byte[], byte[]> committed() {
        return committed;
    }

    /** Reads everything. */
    Consumer<byte[], byte[]> uncommitted() {
        return uncommitted;
    }

    long first(TopicPartition partition) {
        return Objects.requireNonNull(
                uncommitted.beginningOffsets(List.of(partition)).get(partition));
    }

    long end(TopicPartition partition) {
        return Objects.requireNonNull(uncommitted.endOffsets(List.of(partition)).get(partition));
    }

    /** Whether there is a committed record from an offset on and before another; what is beyond the end counts as one. */
    boolean hasBetween(TopicPartition partition, long from, long to) {
        List<TopicPartition> only = List.of(partition);
        committed.assign(only);
        if (Objects.requireNonNull(committed.endOffsets(only).get(partition)) < to) {
            return true;
        }
        committed.seek(partition, from);
        long[] found = {Long.MAX_VALUE};
        while (found[0] == Long.MAX_VALUE && committed.position(partition) < to) {
            committed.poll(POLL).forEach(record -> found[0] = Math.min(found[0], record.offset()));
        }
        return found[0] < to;
    }

    /**
     * Finds the next full snapshot and tells what is left out before it.
     *
     * @param needed whether reading cannot begin without
     * @throws Outage when it is needed and not there yet
     */
    OptionalLong snapshot(Seen seen, long from, boolean needed) {
        TopicPartition partition = seen.partition();
        committed.assign(List.of(partition));
        committed.seek(partition, Math.max(seen.first(), from));
        SnapshotSearch search = new SnapshotSearch();
        PresentEnd.read(committed, record -> {
            if (record.value() != null) {
                search.read(record.offset(), record.value());
            }
        });
        OptionalLong start = search.start();
        if (needed && start.isEmpty()) {
            throw new Outage("Partition " + partition.partition() + " of the topic " + partition.topic()
                    + " has no full snapshot from offset " + Math.max(seen.first(), from)
                    + " on, at which the enricher " + settings.applicationId()
                    + " could begin again. Start its capture once with --new-snapshot.");
        }
        start.ifPresent(offset -> LOG.atWarn()
                .addKeyValue("application", settings.applicationId())
                .addKeyValue("partition", partition)
                .addKeyValue("from", from)
                .addKeyValue("snapshot", offset)
                .addKeyValue("transactions", search.transactions())
                .log(
                        "Reading begins again at a full snapshot. The transactions before it are left out, and audit rows in them"
                                + " get no event; `./tidings reconcile` names them"));
        return start;
    }

    @Override
    public void close() {
        committed.close();
        uncommitted.close();
    }
}

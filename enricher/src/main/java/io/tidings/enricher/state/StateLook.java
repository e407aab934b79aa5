package io.tidings.enricher.state;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Looks, before anything is restored, at what the changelogs hold of a state. */
public final class StateLook {
    private static final Set<Bytes> OF_STORE = Set.of(Stamp.KEY);
    private static final Set<Bytes> OF_PROGRESS = Set.of(Stamp.KEY, NextRecord.KEY, TopicIds.KEY);

    private final StateTopics topics;
    private final String progress;
    private final TopicIds ids;
    private final Map<String, Integer> partitions;
    private final Consumer<byte[], byte[]> consumer;

    /**
     * Prepares to look.
     *
     * @param progress the store that holds what comes next
     * @param ids of the topics as they are now
     * @param consumer reads what is committed, without a group
     */
    public StateLook(StateTopics topics, String progress, TopicIds ids, Consumer<byte[], byte[]> consumer) {
        this.topics = topics;
        this.progress = progress;
        this.ids = ids;
        this.consumer = consumer;
        this.partitions = new LinkedHashMap<>();
        topics.changelogsIn(ids)
                .byTopic()
                .keySet()
                .forEach(topic ->
                        partitions.put(topic, consumer.partitionsFor(topic).size()));
    }

    /**
     * What there is of a partition of the log.
     *
     * @param quiet whether nobody writes to the changelogs, so that they can be compared with each other
     */
    public FoundState find(int partition, boolean quiet) {
        Map<String, @Nullable Stamp> stamps = new LinkedHashMap<>();
        Map<Bytes, byte[]> known = Map.of();
        List<String> damages = new ArrayList<>();
        for (String store : topics.stores()) {
            String topic = topics.changelog(store);
            Map<Bytes, byte[]> newest = Map.of();
            if (partition < partitions.getOrDefault(topic, 0)) {
                TopicPartition changelog = new TopicPartition(topic, partition);
                lost(changelog).ifPresent(damages::add);
                newest = ChangelogTail.newest(consumer, changelog, store.equals(progress) ? OF_PROGRESS : OF_STORE);
            }
            stamps.put(topic, Stamp.read(newest.get(Stamp.KEY)));
            known = store.equals(progress) ? newest : known;
        }
        byte[] formerly = known.get(TopicIds.KEY);
        String changed = formerly == null ? "" : TopicIds.read(formerly).changes(ids);
        if (!changed.isEmpty()) {
            damages.add(0, changed);
        }
        String differing = StampsFound.differing(stamps);
        if (quiet && damages.isEmpty() && !differing.isEmpty()) {
            damages.add(differing);
        }
        Optional<NextRecord> next =
                Optional.ofNullable(known.get(NextRecord.KEY)).map(NextRecord::read);
        return new FoundState(
                next.map(NextRecord::offset), next.map(NextRecord::log).orElse(""), String.join("; ", damages));
    }

    /** Compaction never moves the first offset; only deleting records does. */
    private Optional<String> lost(TopicPartition changelog) {
        long first = Objects.requireNonNull(
                consumer.beginningOffsets(List.of(changelog)).get(changelog));
        return first == 0
                ? Optional.empty()
                : Optional.of("records before offset " + first + " were deleted from partition " + changelog.partition()
                        + " of the topic " + changelog.topic());
    }

    /** Whether a transaction is open, so that some of what is written cannot be seen yet. */
    public boolean isUnsettled(int partition, Consumer<byte[], byte[]> uncommitted) {
        List<TopicPartition> changelogs = partitions.entrySet().stream()
                .filter(topic -> partition < topic.getValue())
                .map(topic -> new TopicPartition(topic.getKey(), partition))
                .toList();
        return !consumer.endOffsets(changelogs).equals(uncommitted.endOffsets(changelogs));
    }
}

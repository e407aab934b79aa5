package io.tidings.enricher;

import io.tidings.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownMemberIdException;

/**
 * Gives an enricher without a position in the log the log's first record, which must still be there. The consumer
 * itself may choose no position ({@code auto.offset.reset=none}), so no record that retention dropped is ever skipped
 * unnoticed. Reading from the first record again does no harm: what was applied is a duplicate.
 */
final class StartPosition {
    private final EnricherSettings settings;
    private final Duration limit;
    private final List<String> written;

    /**
     * Prepares to look.
     *
     * @param written the topics that the enricher writes
     */
    StartPosition(EnricherSettings settings, Duration limit, List<String> written) {
        this.settings = settings;
        this.limit = limit;
        this.written = written;
    }

    /**
     * Sets the position where there is none.
     *
     * @throws Refusal when the log no longer begins with its first record, or when a replay that knows nothing of its
     *     state finds events in its topics
     */
    void set(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> unread = partitionsWithoutPosition(admin);
        if (unread.isEmpty()) {
            return;
        }
        Map<TopicPartition, ListOffsetsResultInfo> first =
                admin.listOffsets(unread).all().get(limit.toSeconds(), TimeUnit.SECONDS);
        first.forEach((partition, at) -> requireWhole(partition, at.offset()));
        if (settings.replay()) {
            requireUnwritten(admin);
        }
        Map<TopicPartition, OffsetAndMetadata> beginning = unread.keySet().stream()
                .collect(Collectors.toMap(partition -> partition, partition -> new OffsetAndMetadata(0)));
        try {
            admin.alterConsumerGroupOffsets(settings.applicationId(), beginning)
                    .all()
                    .get(limit.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // Another instance that runs already has set it.
            if (!(e.getCause() instanceof UnknownMemberIdException)) {
                throw e;
            }
        }
    }

    private Map<TopicPartition, OffsetSpec> partitionsWithoutPosition(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> known = admin.listConsumerGroupOffsets(settings.applicationId())
                .partitionsToOffsetAndMetadata()
                .get(limit.toSeconds(), TimeUnit.SECONDS);
        return partitions(admin, List.of(settings.topics().changes()))
                .filter(partition -> known.get(partition) == null)
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.earliest()));
    }

    private Stream<TopicPartition> partitions(Admin admin, List<String> topics)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.describeTopics(topics).allTopicNames().get(limit.toSeconds(), TimeUnit.SECONDS).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())));
    }

    private void requireWhole(TopicPartition partition, long first) {
        if (first > 0) {
            String begins = "the topic's partition " + partition.partition() + " now begins at record " + first
                    + ": its retention dropped what came before, the snapshot among it. ";
            throw new Refusal(
                    settings.replay()
                            ? "The topic " + partition.topic() + " cannot be read from its beginning: " + begins
                                    + "Only a longer capture.retention keeps it whole."
                            : "The enricher " + settings.applicationId() + " has not read the topic "
                                    + partition.topic() + ", and " + begins
                                    + "Delete the topic, let the capture take a new snapshot into a new one, and start"
                                    + " again.");
        }
    }

    /** Whoever keeps state knows what it has written; a replay without any would write it again. */
    private void requireUnwritten(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        String state = settings.applicationId() + "-" + ApplyTransactions.PROGRESS + "-changelog";
        if (admin.listTopics().names().get(limit.toSeconds(), TimeUnit.SECONDS).contains(state)) {
            return;
        }
        Map<TopicPartition, OffsetSpec> ends = partitions(admin, written)
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        String filled = admin.listOffsets(ends).all().get(limit.toSeconds(), TimeUnit.SECONDS).entrySet().stream()
                .filter(end -> end.getValue().offset() > 0)
                .map(end -> end.getKey().topic())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (!filled.isEmpty()) {
            throw new Refusal("The replay would add to what is in " + filled + " already: the replay that wrote it is"
                    + " unknown to Kafka, there is no topic " + state + ". Delete these topics, or choose another"
                    + " --topic-prefix.");
        }
    }
}

package io.tidings.enricher;

import io.tidings.problem.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
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

    StartPosition(EnricherSettings settings, Duration limit) {
        this.settings = settings;
        this.limit = limit;
    }

    /**
     * Sets the position where there is none.
     *
     * @throws Refusal when the log no longer begins with its first record
     */
    void set(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetSpec> unread = partitionsWithoutPosition(admin);
        if (unread.isEmpty()) {
            return;
        }
        Map<TopicPartition, ListOffsetsResultInfo> first =
                admin.listOffsets(unread).all().get(limit.toSeconds(), TimeUnit.SECONDS);
        first.forEach((partition, at) -> requireWhole(partition, at.offset()));
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
        String changes = settings.topics().changes();
        Map<TopicPartition, OffsetAndMetadata> known = admin.listConsumerGroupOffsets(settings.applicationId())
                .partitionsToOffsetAndMetadata()
                .get(limit.toSeconds(), TimeUnit.SECONDS);
        return admin
                .describeTopics(List.of(changes))
                .allTopicNames()
                .get(limit.toSeconds(), TimeUnit.SECONDS)
                .values()
                .stream()
                .flatMap(topic -> topic.partitions().stream())
                .map(partition -> new TopicPartition(changes, partition.partition()))
                .filter(partition -> known.get(partition) == null)
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.earliest()));
    }

    private void requireWhole(TopicPartition partition, long first) {
        if (first > 0) {
            throw new Refusal("The enricher " + settings.applicationId() + " has not read the topic "
                    + partition.topic() + ", and the topic's partition " + partition.partition()
                    + " now begins at record " + first + ": its retention dropped what came before, the snapshot among"
                    + " it. Delete the topic, let the capture take a new snapshot into a new one, and start again.");
        }
    }
}

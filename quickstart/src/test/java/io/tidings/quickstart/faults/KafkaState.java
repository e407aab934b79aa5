package io.tidings.quickstart.faults;

import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** What Kafka holds, for whoever looks into a failure: open transactions and the partitions that they hold up. */
final class KafkaState {

    private static final int ANSWER_SECONDS = 10;

    private KafkaState() {}

    static String describe(String bootstrapServers, String applicationId) throws InterruptedException {
        StringBuilder text = new StringBuilder();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            Set<TopicPartition> partitions = partitions(admin);
            Map<TopicPartition, Long> ends = ends(admin, partitions, IsolationLevel.READ_UNCOMMITTED);
            Map<TopicPartition, Long> stable = ends(admin, partitions, IsolationLevel.READ_COMMITTED);
            ends.forEach((partition, end) -> text.append(
                    partition + " ends at " + end + ", is committed up to " + stable.get(partition) + "\n"));
            for (var transaction : admin.listTransactions().all().get(ANSWER_SECONDS, TimeUnit.SECONDS)) {
                text.append(transaction + "\n");
            }
            var producers = admin.describeProducers(partitions).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
            producers.forEach((partition, state) -> state.activeProducers().stream()
                    .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                    .forEach(producer -> text.append(partition + " " + producer + "\n")));
            text.append(admin.listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get(ANSWER_SECONDS, TimeUnit.SECONDS));
        } catch (ExecutionException | TimeoutException e) {
            text.append("Kafka did not answer: " + e);
        }
        return text.toString();
    }

    private static Set<TopicPartition> partitions(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                .names()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS);
        return admin.describeTopics(topics).allTopicNames().get(ANSWER_SECONDS, TimeUnit.SECONDS).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                .collect(Collectors.toSet());
    }

    private static Map<TopicPartition, Long> ends(Admin admin, Set<TopicPartition> partitions, IsolationLevel level)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(latest, new ListOffsetsOptions(level)).all().get(ANSWER_SECONDS, TimeUnit.SECONDS);
        Map<TopicPartition, Long> offsets = new TreeMap<>(Comparator.comparing(TopicPartition::toString));
        ends.forEach((partition, end) -> offsets.put(partition, end.offset()));
        return offsets;
    }
}

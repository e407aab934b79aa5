package io.tidings.quickstart.faults;

import io.tidings.kafka.KafkaLimits;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.TopicDescription;

/** Which broker of a cluster does what, and whether all of them have everything. */
final class ClusterState {
    private static final String CHANGES = "tidings.changes";
    private static final Duration CALL_LIMIT = Duration.ofSeconds(15);
    private static final Duration IN_SYNC_LIMIT = Duration.ofSeconds(180);

    private ClusterState() {}

    /** The one that takes the changes. */
    static BrokerProcess leader(Plant plant) throws Exception {
        try (Admin admin = admin(plant)) {
            TopicDescription topic = admin.describeTopics(List.of(CHANGES))
                    .allTopicNames()
                    .get(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next();
            return plant.brokers().node(topic.partitions().get(0).leader().id());
        }
    }

    static BrokerProcess controller(Plant plant) throws Exception {
        try (Admin admin = admin(plant)) {
            return plant.brokers()
                    .node(admin.describeMetadataQuorum()
                            .quorumInfo()
                            .get(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS)
                            .leaderId());
        }
    }

    /** Waits until every copy of every topic is in sync. */
    static void awaitInSync(Plant plant) throws Exception {
        try (Admin admin = admin(plant)) {
            plant.await(() -> allInSync(admin), IN_SYNC_LIMIT, "all brokers to have everything");
        }
    }

    private static boolean allInSync(Admin admin) throws InterruptedException {
        try {
            Set<String> topics = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS);
            return admin
                    .describeTopics(topics)
                    .allTopicNames()
                    .get(CALL_LIMIT.toSeconds(), TimeUnit.SECONDS)
                    .values()
                    .stream()
                    .flatMap(topic -> topic.partitions().stream())
                    .allMatch(partition ->
                            partition.isr().size() == partition.replicas().size());
        } catch (ExecutionException | TimeoutException e) {
            // One is only just coming back.
            return false;
        }
    }

    private static Admin admin(Plant plant) {
        return Admin.create(
                KafkaLimits.within(Map.of("bootstrap.servers", plant.brokers().bootstrapServers()), CALL_LIMIT));
    }
}

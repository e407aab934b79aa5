package io.tidings.quickstart.servers;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class BrokerClusterIT {

    @Test
    void threeBrokersKeepEveryRecordThreeTimesAndTransactionsCommitWhileOneIsAway() throws Exception {
        // Kafka ends the JVM when the directory of a broker that is still stopping is deleted.
        BrokerCluster cluster = BrokerCluster.layOut(Files.createTempDirectory(Path.of("target"), "Cluster"), 3);
        List<Broker> brokers = start(cluster.directories());
        try {
            createTopic(cluster, "notes");
            write(cluster, "notes");
            brokers.get(2).close();
            write(cluster, "notes");
            brokers.set(2, Broker.start(cluster.directories().get(2)));
            assertThat(cluster.bootstrapServers()).endsWith("," + brokers.get(2).bootstrapServers());
        } finally {
            stop(brokers);
        }
    }

    /** All at once: the last one would wait in vain for a majority that lets it go. */
    private static void stop(List<Broker> brokers) {
        ExecutorService threads = Executors.newFixedThreadPool(brokers.size());
        try {
            CompletableFuture.allOf(brokers.stream()
                            .map(each -> CompletableFuture.runAsync(each::close, threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        } finally {
            threads.shutdown();
        }
    }

    private static List<Broker> start(List<Path> directories) {
        ExecutorService threads = Executors.newFixedThreadPool(directories.size());
        try {
            List<CompletableFuture<Broker>> starting = directories.stream()
                    .map(each -> CompletableFuture.supplyAsync(() -> Broker.start(each), threads))
                    .toList();
            return new ArrayList<>(
                    starting.stream().map(CompletableFuture::join).toList());
        } finally {
            threads.shutdown();
        }
    }

    private static void createTopic(BrokerCluster cluster, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cluster.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(topic, Optional.of(1), Optional.empty())))
                    .all()
                    .get();
            assertThat(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .values())
                    .allSatisfy(described ->
                            assertThat(described.partitions().get(0).replicas()).hasSize(3));
        }
    }

    private static void write(BrokerCluster cluster, String topic) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "transactional.id", "writer");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var sent = producer.send(new ProducerRecord<>(topic, "key", "value"));
            producer.commitTransaction();
            assertThat(sent.get().offset()).isNotNegative();
        }
    }
}

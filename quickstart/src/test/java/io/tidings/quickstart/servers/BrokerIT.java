package io.tidings.quickstart.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerIT {

    @TempDir
    Path directory;

    @Test
    void transactionsAndGroupsWorkAndOutliveARestartAtTheSameAddress() throws Exception {
        String address;
        try (Broker broker = Broker.start(directory)) {
            address = broker.bootstrapServers();
            createTopic(address, "notes");
            writeInOneTransaction(address, "notes", "kept");
        }
        try (Broker again = Broker.start(directory)) {
            assertThat(again.bootstrapServers()).isEqualTo(address);
            assertThat(firstCommittedValue(address, "notes")).isEqualTo("kept");
        }
    }

    @Test
    void aDirectoryHoldsOneBrokerAtATime() {
        try (Broker broker = Broker.start(directory)) {
            assertThat(broker.bootstrapServers()).startsWith("127.0.0.1:");
            assertThatThrownBy(() -> Broker.start(directory))
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("in use by another server");
        }
    }

    private static void createTopic(String address, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", address))) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static void writeInOneTransaction(String address, String topic, String value) {
        Map<String, Object> settings = Map.of("bootstrap.servers", address, "transactional.id", "writer");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            var sent = producer.send(new ProducerRecord<>(topic, "key", value));
            producer.commitTransaction();
            assertThat(sent).isDone();
        }
    }

    private static String firstCommittedValue(String address, String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", address,
                "group.id", "readers",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (System.nanoTime() < limit) {
                for (var found : consumer.poll(Duration.ofMillis(200))) {
                    return found.value();
                }
            }
            throw new AssertionError("nothing in " + topic + " within 20 s");
        }
    }
}

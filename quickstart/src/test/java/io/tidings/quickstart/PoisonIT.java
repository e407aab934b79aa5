package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Records in the log of changes that are no envelopes: aside with them, and on. */
@ExtendWith(Demo.Parameter.class)
class PoisonIT {
    private static final String LATER = "27000000-0000-4000-8000-0000000009";

    /** What is produced, and a part of the reason. */
    private static final Map<String, String> POISON = new LinkedHashMap<>();

    static {
        POISON.put("this is no json", "it is no json: ");
        POISON.put("", "it has neither `op` nor `status`");
        POISON.put("[1, 2]", "it has neither `op` nor `status`");
        POISON.put("{\"schema\": {}, \"payload\": {}}", "it has neither `op` nor `status`");
        POISON.put("{\"status\": \"END\", \"id\": \"7\"}", "the `id` of a BEGIN or END is transaction and LSN");
        POISON.put(
                "{\"status\": \"END\", \"id\": \"7:9999999999999999999\", \"event_count\": 1, \"ts_ms\": 1}",
                "9999999999999999999");
        POISON.put("{\"status\": \"MIDDLE\", \"id\": \"7:8\"}", "its `status` is neither BEGIN nor END");
        POISON.put("{\"op\": \"x\", \"transaction\": {\"id\": \"7:8\"}}", "its `op` is 'x'");
        POISON.put("{\"op\": \"c\", \"transaction\": {\"id\": \"7:8\"}}", "a change has a `source.lsn`");
        POISON.put(
                "{\"op\": \"c\", \"transaction\": {\"id\": \"7:8\"},"
                        + " \"source\": {\"schema\": \"public\", \"table\": \"users\", \"lsn\": 8}}",
                "`after` holds no row");
        POISON.put("{\"op\": \"c\", \"after\": {\"id\": 1}}", "a change outside of a transaction");
    }

    private final Demo demo;

    PoisonIT(Demo demo) {
        this.demo = demo;
    }

    @Test
    void eachGoesToTheDeadLettersWithItsPlaceAndLaterEventsStillCome() throws Exception {
        commitAuditRow(LATER + "01");
        List<JsonNode> before = deadLetters();
        Map<String, Long> offsets = produce();
        commitAuditRow(LATER + "02");
        demo.drain();
        assertThat(demo.pipeline().failure()).isEmpty();
        List<JsonNode> letters = deadLetters().subList(before.size(), before.size() + POISON.size());
        int at = 0;
        for (Map.Entry<String, String> poison : POISON.entrySet()) {
            JsonNode letter = letters.get(at++);
            assertThat(letter.path("reason").asText())
                    .startsWith("The record is no envelope of Debezium: ")
                    .contains(poison.getValue());
            assertThat(letter.path("partition").asInt(-1)).isZero();
            assertThat(letter.path("offset").asLong(-1)).isEqualTo(offsets.get(poison.getKey()));
            assertThat(Base64.getDecoder().decode(letter.path("recordBase64").asText()))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(poison.getKey());
        }
        assertThat(PipelineIT.received(demo.servers(), demo.contracts()))
                .extracting(ReceivedEvent::auditId)
                .containsSubsequence(LATER + "01", LATER + "02");
    }

    /** Debezium's connector writes such a record after a delete unless it is told not to; there is nothing in it. */
    @Test
    void aRecordWithoutValueIsATombstoneAndIsPassedOver() throws Exception {
        int before = deadLetters().size();
        send(null);
        commitAuditRow(LATER + "03");
        demo.drain();
        assertThat(deadLetters()).hasSize(before);
        assertThat(PipelineIT.received(demo.servers(), demo.contracts()))
                .anyMatch(event -> event.auditId().equals(LATER + "03"));
    }

    private Map<String, Long> produce() throws Exception {
        Map<String, Long> offsets = new LinkedHashMap<>();
        for (String poison : POISON.keySet()) {
            offsets.put(poison, send(poison.getBytes(StandardCharsets.UTF_8)));
        }
        return offsets;
    }

    private long send(byte @Nullable [] value) throws Exception {
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", demo.kafka()), new StringSerializer(), new ByteArraySerializer())) {
            Future<RecordMetadata> sent = producer.send(new ProducerRecord<>("tidings.changes", 0, "portal", value));
            return sent.get().offset();
        }
    }

    private void commitAuditRow(String id) throws Exception {
        demo.sql("insert into events (id, name, subject_id, subject_type, actor_id) values ('" + id
                + "', 'data_product_updated', '10000000-0000-4000-8000-000000000011', 'DATA_PRODUCT',"
                + " '24000000-0000-4000-8000-000000000002')");
    }

    private List<JsonNode> deadLetters() {
        return PipelineIT.received(demo.servers(), demo.contracts()).stream()
                .filter(Pipeline::isDeadLetter)
                .map(ReceivedEvent::value)
                .toList();
    }
}

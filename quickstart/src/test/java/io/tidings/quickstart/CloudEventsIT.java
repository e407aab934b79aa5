package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.wire.WireFormat;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The records of the demo against CloudEvents 1.0 and its Kafka binding in binary mode. */
@ExtendWith(Demo.Parameter.class)
class CloudEventsIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Demo demo;

    CloudEventsIT(Demo demo) {
        this.demo = demo;
        assertThat(demo.records()).hasSize(58);
    }

    @Test
    void namesAreLowerCaseAndNoneComesTwice() {
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            Set<String> names = new HashSet<>();
            for (Header header : record.headers()) {
                assertThat(header.key()).matches("ce_[a-z0-9]{1,20}|content-type");
                assertThat(names.add(header.key())).as(header.key()).isTrue();
                assertThat(header.value()).as(header.key()).isNotEmpty();
            }
        }
    }

    @Test
    void theDocumentForConsumersNamesEveryHeader() throws Exception {
        String document = Files.readString(Path.of("..", "docs", "consuming.md"));
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            for (Header header : record.headers()) {
                assertThat(document).containsPattern("\\| (`\\w+`, )?`" + header.key() + "`[^|]* \\|");
            }
        }
    }

    @Test
    void theRequiredAttributesArePresentAndTheIdIsUnique() {
        Set<String> ids = new HashSet<>();
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            Map<String, String> headers = headers(record);
            assertThat(headers).containsEntry("ce_specversion", "1.0").containsEntry("ce_source", "/portal");
            assertThat(headers.get("ce_type")).isEqualTo("portal." + record.topic() + ".v1");
            assertThat(headers).containsKey("ce_id");
            assertThat(ids.add(headers.get("ce_source") + " " + headers.get("ce_id")))
                    .as(headers.get("ce_id"))
                    .isTrue();
            assertThat(headers.get("content-type")).isEqualTo("application/vnd.apache.avro");
        }
    }

    @Test
    void theTimeIsThatOfTheCommitAndOfTheRecord() {
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            String time = Objects.requireNonNull(headers(record).get("ce_time"));
            assertThat(time).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
            assertThat(OffsetDateTime.parse(time).toInstant().toEpochMilli()).isEqualTo(record.timestamp());
            assertThat(record.timestampType()).isEqualTo(TimestampType.CREATE_TIME);
        }
    }

    @Test
    void theKeyIsSubjectAndPartitionKeyAndTheActorIsNamed() {
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            assertThat(record.key()).matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
            String actor = demo.event(record).value().path("actor").path("id").asText("");
            assertThat(headers(record))
                    .containsEntry("ce_subject", record.key())
                    .containsEntry("ce_partitionkey", record.key())
                    .containsEntry("ce_authtype", actor.isEmpty() ? "unknown" : "user");
            assertThat(headers(record).getOrDefault("ce_authid", "")).isEqualTo(actor);
        }
    }

    @Test
    void theSequenceOrdersAcrossTopicsAsTheCommitsDid() {
        assertThat(demo.records())
                .extracting(record -> Objects.requireNonNull(headers(record).get("ce_sequence")))
                .doesNotHaveDuplicates()
                .allMatch(sequence -> sequence.matches("[0-9a-f]{16}-[0-9a-f]{8}-[0-9a-f]{2}"));
        Comparison.assertOrdered(demo.events());
    }

    @Test
    void theDataSchemaIsAnAddressThatGivesTheSchemaOfTheValue() throws Exception {
        HttpClient client = HttpClient.newHttpClient();
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            String address = Objects.requireNonNull(headers(record).get("ce_dataschema"));
            ids.put(address, WireFormat.schemaId(record.value()).orElseThrow());
        }
        for (Map.Entry<String, Integer> schema : ids.entrySet()) {
            assertThat(schema.getKey()).endsWith("/schemas/ids/" + schema.getValue());
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(schema.getKey())).build(), BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            JsonNode body = JSON.readTree(answer.body());
            Schema given = new Schema.Parser().parse(body.path("schema").asText());
            assertThat(given)
                    .isEqualTo(new Schema.Parser()
                            .parse(demo.registry().byId(schema.getValue()).orElseThrow()));
            assertThat(demo.contracts().contracts())
                    .anyMatch(contract -> contract.schema().equals(given));
        }
        assertThat(ids).hasSizeGreaterThan(20);
    }

    private static Map<String, String> headers(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        return headers;
    }
}

package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.provider.EventFormatProvider;
import io.cloudevents.jackson.JsonFormat;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.tidings.registry.RegistrySettings;
import io.tidings.wire.EventDecoder;
import io.tidings.wire.StructuredEvent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The records of the demo, and their structured form, as the CloudEvents SDKs for Java and for JavaScript read them. */
@ExtendWith(Demo.Parameter.class)
class CloudEventsSdkIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Demo demo;

    @TempDir
    private Path directory;

    CloudEventsSdkIT(Demo demo) {
        this.demo = demo;
        assertThat(demo.records()).hasSize(58);
    }

    @Test
    void theJavaSdkReadsTheRecordsInBinaryMode() {
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            CloudEvent event = KafkaMessageFactory.createReader(record.headers(), record.value())
                    .toEvent();
            assertAttributes(event, demo.event(record), "application/vnd.apache.avro");
            assertThat(Objects.requireNonNull(event.getData()).toBytes()).isEqualTo(record.value());
        }
    }

    @Test
    void theJavaScriptSdkReadsTheRecordsInBinaryMode() throws Exception {
        List<String> lines = demo.records().stream().map(JsonRecords::line).toList();
        List<String> events = NodeProject.TESTS.run(directory, "cloudevents.js", lines);
        assertThat(events).hasSize(58);
        for (int i = 0; i < events.size(); i++) {
            ConsumerRecord<String, byte[]> record = demo.records().get(i);
            ObjectNode event = (ObjectNode) JSON.readTree(events.get(i));
            assertThat(event.path("data_base64").binaryValue()).isEqualTo(record.value());
            assertAttributes(event, demo.event(record), "application/vnd.apache.avro");
        }
    }

    @Test
    void theJavaSdkReadsTheStructuredForm() throws Exception {
        JsonFormat format = (JsonFormat)
                Objects.requireNonNull(EventFormatProvider.getInstance().resolveFormat(StructuredEvent.CONTENT_TYPE));
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            CloudEvent event = format.deserialize(structured(record).toString().getBytes(StandardCharsets.UTF_8));
            assertAttributes(event, demo.event(record), "application/json");
            byte[] data = Objects.requireNonNull(event.getData()).toBytes();
            assertThat(JSON.readTree(data)).isEqualTo(demo.event(record).value());
        }
    }

    @Test
    void theJavaScriptSdkReadsTheStructuredForm() throws Exception {
        List<String> lines = new ArrayList<>();
        Map<String, byte[]> headers =
                Map.of("content-type", StructuredEvent.CONTENT_TYPE.getBytes(StandardCharsets.UTF_8));
        for (ConsumerRecord<String, byte[]> record : demo.records()) {
            byte[] json = structured(record).toString().getBytes(StandardCharsets.UTF_8);
            lines.add(JsonRecords.line(record.topic(), record.key(), headers, json));
        }
        List<String> events = NodeProject.TESTS.run(directory, "cloudevents.js", lines);
        assertThat(events).hasSize(58);
        for (int i = 0; i < events.size(); i++) {
            ReceivedEvent expected = demo.event(demo.records().get(i));
            ObjectNode event = (ObjectNode) JSON.readTree(events.get(i));
            assertThat(event.path("data")).isEqualTo(expected.value());
            assertAttributes(event, expected, "application/json");
        }
    }

    private ObjectNode structured(ConsumerRecord<String, byte[]> record) {
        EventDecoder<GenericRecord> decoder = EventDecoder.generic(
                RegistrySettings.of(demo.servers().registry().url()));
        Map<String, byte[]> headers = JsonRecords.headers(record);
        return StructuredEvent.of(headers, decoder.decode(headers, record.value()));
    }

    private static void assertAttributes(CloudEvent event, ReceivedEvent expected, String contentType) {
        expected.headers().forEach((header, text) -> {
            String name = header.replace("ce_", "");
            if (name.equals("content-type")) {
                assertThat(event.getDataContentType()).isEqualTo(contentType);
            } else if (name.equals("time")) {
                assertThat(Objects.requireNonNull(event.getTime()).toInstant()).isEqualTo(Instant.parse(text));
            } else if (event.getAttributeNames().contains(name)) {
                assertThat(event.getAttribute(name)).as(name).hasToString(text);
            } else {
                assertThat(event.getExtension(name)).as(name).isEqualTo(text);
            }
        });
        assertThat(event.getAttributeNames().size() + event.getExtensionNames().size())
                .isEqualTo(expected.headers().size());
    }

    private static void assertAttributes(JsonNode event, ReceivedEvent expected, String contentType) {
        expected.headers().forEach((header, text) -> {
            String name = header.replace("ce_", "");
            if (name.equals("content-type")) {
                assertThat(event.path("datacontenttype").asText()).isEqualTo(contentType);
            } else if (name.equals("time")) {
                assertThat(Instant.parse(event.path(name).asText())).isEqualTo(Instant.parse(text));
            } else {
                assertThat(event.path(name).asText()).as(name).isEqualTo(text);
            }
        });
    }
}

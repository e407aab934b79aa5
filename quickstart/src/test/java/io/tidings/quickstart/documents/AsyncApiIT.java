package io.tidings.quickstart.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.contracts.asyncapi.AsyncApi;
import io.tidings.contracts.plan.Contract;
import io.tidings.quickstart.NodeProject;
import io.tidings.wire.EventHeader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** AsyncAPI's official parser, with its parser of Avro schemas, reads the document. */
class AsyncApiIT {
    private static final Path DOCUMENT = Path.of("target", "asyncapi.yaml");
    private static final Path BROKEN = Path.of("target", "asyncapi-broken.yaml");

    @Test
    void theOfficialParserFindsNothingWrongAndReadsWhatTheContractsSay() throws Exception {
        Portal portal = new Portal();
        Files.writeString(DOCUMENT, AsyncApi.yaml(portal.description()));
        JsonNode read = NodeProject.TESTS.json("asyncapi.mjs", DOCUMENT);
        assertThat(read.path("diagnostics").findValuesAsText("code"))
                .as("%s", read.path("diagnostics"))
                .isSubsetOf("asyncapi-latest-version");
        assertThat(read.path("version").asText()).isEqualTo("3.0.0");
        assertThat(read.path("servers").toString()).isEqualTo("[\"kafka://localhost:9092\"]");
        assertThat(read.path("operations"))
                .hasSize(portal.contracts().contracts().size());
        for (int at = 0; at < read.path("operations").size(); at++) {
            reads(
                    read.path("operations").get(at),
                    portal.contracts().contracts().get(at));
        }
    }

    private static void reads(JsonNode operation, Contract contract) {
        assertThat(operation.path("action").asText()).isEqualTo("send");
        assertThat(operation.path("topics").toString()).isEqualTo("[\"" + contract.topic() + "\"]");
        assertThat(operation.path("partitions").toString()).isEqualTo("[3]");
        assertThat(operation.path("messages")).hasSize(1);
        JsonNode message = operation.path("messages").get(0);
        assertThat(message.path("name").asText()).isEqualTo(contract.schema().getName());
        assertThat(message.path("contentType").asText()).isEqualTo("application/vnd.apache.avro");
        assertThat(message.path("key").asText()).isEqualTo("string");
        assertThat(message.path("fields"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(contract.schema().getFields().stream()
                        .map(Schema.Field::name)
                        .toList());
        assertThat(message.path("headers"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(
                        EventHeader.ALL.stream().map(EventHeader::name).toList());
        if (contract.topic().equals(Portal.TOPIC)) {
            assertThat(message.at("/examples/0/product/name").asText()).isEqualTo("Sales by region");
        }
    }

    @Test
    void theOfficialParserDoesLookAtSchemasAndBindings() throws Exception {
        String yaml = AsyncApi.yaml(new Portal().description());
        Files.writeString(
                BROKEN,
                yaml.replaceFirst("type: enum", "type: nonsense")
                        .replaceFirst("schemaIdLocation: payload", "schemaIdLocation: nowhere"));
        JsonNode read = NodeProject.TESTS.json("asyncapi.mjs", BROKEN);
        String found = read.path("diagnostics").toString();
        assertThat(found).contains("bindings.kafka.schemaIdLocation").contains("payload.schema.type");
    }
}

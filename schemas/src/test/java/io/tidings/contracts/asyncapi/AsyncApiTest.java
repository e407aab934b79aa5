package io.tidings.contracts.asyncapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.page.Samples;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the official parser does not look at; it is asked in the integration test. */
class AsyncApiTest {
    @TempDir
    private Path directory;

    private JsonNode document() {
        return AsyncApi.document(new Samples(directory, "A member has taken a book home. Again.").description());
    }

    @Test
    void brokersAreServersWithTheRegistry() {
        JsonNode servers = document().path("servers");
        assertThat(servers.size()).isEqualTo(2);
        assertThat(servers.at("/kafka/host").asText()).isEqualTo("a.example:9092");
        assertThat(servers.at("/kafka2/protocol").asText()).isEqualTo("kafka-secure");
        assertThat(servers.at("/kafka2/bindings/kafka/schemaRegistryUrl").asText())
                .isEqualTo("https://registry.example");
    }

    @Test
    void aContractIsAChannelWithTheTopicAsItIsCreated() {
        JsonNode channel = document().path("channels").path("book-lent");
        assertThat(channel.path("address").asText()).isEqualTo("lib.book-lent");
        assertThat(channel.path("bindings").path("kafka").toString())
                .isEqualTo("{\"topic\":\"lib.book-lent\",\"partitions\":3,\"replicas\":2,"
                        + "\"topicConfiguration\":{\"max.message.bytes\":17825792},\"bindingVersion\":\"0.5.0\"}");
    }

    @Test
    void theMessageTellsOfKeySchemaHeadersPromiseAndShowsARealEvent() {
        JsonNode message = document().at("/components/messages/BookLent");
        assertThat(message.path("summary").asText()).isEqualTo("A member has taken a book home.");
        assertThat(message.at("/payload/schema/name").asText()).isEqualTo("BookLent");
        assertThat(message.at("/bindings/kafka/schemaIdPayloadEncoding").asText())
                .isEqualTo("confluent");
        assertThat(message.at("/headers/properties/ce_type/const").asText()).isEqualTo("library.book-lent.v1");
        assertThat(message.path("x-tidings-compatibility").asText()).isEqualTo("FULL_TRANSITIVE");
        JsonNode example = message.path("examples").get(0);
        assertThat(example.at("/payload/book/title").asText()).isEqualTo("Alice");
        assertThat(example.at("/payload/book/loans/0/since").asText()).isEqualTo("2024-01-05");
        assertThat(example.at("/headers/ce_dataschema").asText()).isEqualTo("https://registry.example/schemas/ids/1");
        assertThat(example.at("/headers/ce_id").asText()).endsWith("-00000000:book-lent");
        assertThat(example.at("/headers/ce_auditid").asText()).isEqualTo("1");
    }

    @Test
    void withoutExamplesThereAreNone() {
        Description description = new Samples(directory, "A.").description();
        JsonNode document =
                AsyncApi.document(new Description(description.contracts(), Map.of(), description.platform()));
        assertThat(document.at("/components/messages/BookLent").has("examples")).isFalse();
    }

    @Test
    void theSameContractsGiveTheSameBytesAndOthersAnotherVersion() {
        Samples samples = new Samples(directory, "One.");
        String yaml = AsyncApi.yaml(samples.description());
        assertThat(AsyncApi.yaml(new Samples(directory, "One.").description())).isEqualTo(yaml);
        JsonNode one = AsyncApi.document(samples.description());
        JsonNode other = AsyncApi.document(new Samples(directory, "Two.").description());
        assertThat(other.at("/info/version")).isNotEqualTo(one.at("/info/version"));
    }

    @Test
    void yamlReadsAsTheSameDocumentWhateverTextsHold() {
        for (String doc : new String[] {
            "yes",
            "1e3",
            "0o7",
            "2024-01-01",
            "a: b # c",
            "'quoted' \"twice\"",
            "{x}",
            "- y",
            "<b>&amp;",
            "ünï\\u2028",
            "~"
        }) {
            Description description = new Samples(directory, doc).description();
            Object read = new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()))
                    .load(AsyncApi.yaml(description));
            assertThat((JsonNode) new ObjectMapper().valueToTree(read))
                    .as(doc)
                    .isEqualTo(AsyncApi.document(description));
        }
    }

    @Test
    void aTextThatSomeYamlReadsAsANumberIsQuoted() {
        assertThat(Yaml.of(new ObjectMapper()
                        .createObjectNode()
                        .put("a", "1e3")
                        .put("b", "plain text")
                        .put("c", "No")))
                .isEqualTo("a: \"1e3\"\nb: plain text\nc: \"No\"\n");
    }
}

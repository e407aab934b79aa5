package io.tidings.contracts.asyncapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.contracts.lineage.LineageText;
import io.tidings.contracts.plan.Contract;
import io.tidings.wire.EventAttributes;
import io.tidings.wire.EventHeader;
import io.tidings.wire.Example;
import io.tidings.wire.SchemaIdPlace;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The messages of a document: one for each contract. */
record Messages(Description description) {
    /** The newest version of Avro that AsyncAPI's parser for Avro schemas names; the schema itself is of any. */
    private static final String SCHEMA_FORMAT = "application/vnd.apache.avro+json;version=1.9.0";

    private static final ObjectMapper JSON = new ObjectMapper();

    ObjectNode of(Contract contract) {
        ObjectNode message = JsonNodeFactory.instance
                .objectNode()
                .put("name", contract.schema().getName())
                .put("title", contract.type())
                .put("summary", summary(contract))
                .put("description", doc(contract))
                .put("contentType", EventAttributes.CONTENT_TYPE);
        message.set("headers", headers(contract));
        ObjectNode payload = message.putObject("payload").put("schemaFormat", SCHEMA_FORMAT);
        payload.set("schema", tree(contract));
        binding(message, contract);
        Optional.ofNullable(description.examples().get(contract.topic()))
                .ifPresent(example -> message.putArray("examples").add(example(example)));
        ArrayNode triggers = message.putArray("x-tidings-triggers");
        LineageText.triggers(contract).forEach(triggers::add);
        return message.put("x-tidings-compatibility", contract.compatibility().name());
    }

    private void binding(ObjectNode message, Contract contract) {
        ObjectNode binding = AsyncApi.kafka(message);
        binding.putObject("key")
                .put("type", "string")
                .put("description", "`" + contract.key().text() + "`");
        binding.put(
                        "schemaIdLocation",
                        description.platform().schemaIdPlace() == SchemaIdPlace.HEADER ? "header" : "payload")
                .put("schemaIdPayloadEncoding", "confluent")
                .put("schemaLookupStrategy", "TopicNameStrategy")
                .put("bindingVersion", AsyncApi.BINDING_VERSION);
    }

    private ObjectNode headers(Contract contract) {
        Map<String, String> constants = Map.of(
                "ce_specversion",
                "1.0",
                "ce_source",
                "/" + contract.source(),
                "ce_type",
                contract.type(),
                "content-type",
                EventAttributes.CONTENT_TYPE);
        ObjectNode headers = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = headers.putObject("properties");
        ArrayNode required = headers.putArray("required");
        for (EventHeader header : EventHeader.ALL) {
            ObjectNode property = properties.putObject(header.name()).put("type", "string");
            property.put("description", header.description());
            Optional.ofNullable(constants.get(header.name())).ifPresent(value -> property.put("const", value));
            if (header.always()) {
                required.add(header.name());
            }
        }
        return headers;
    }

    private ObjectNode example(Example example) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("name", "event")
                .put("summary", "An event, its value shown as plain JSON.");
        ObjectNode headers = node.putObject("headers");
        example.headers(description.contracts().audit(), description.platform().exampleSchema())
                .forEach(headers::put);
        node.set("payload", example.value());
        return node;
    }

    /** The first sentence of the documentation. */
    static String summary(Contract contract) {
        return doc(contract).split("(?<=[.!?])\\s", 2)[0];
    }

    private static String doc(Contract contract) {
        return Objects.requireNonNullElse(
                contract.schema().getDoc(), contract.schema().getName() + ".");
    }

    private static JsonNode tree(Contract contract) {
        try {
            return JSON.readTree(contract.schema().toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is no json.", e);
        }
    }
}

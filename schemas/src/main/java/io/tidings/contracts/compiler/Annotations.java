package io.tidings.contracts.compiler;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.Schema;

/** The annotations of the contract language: they say where data come from and never leave the house. */
final class Annotations {
    static final String ON = "on";
    static final String TOPIC = "topic";
    static final String KEY = "key";
    static final String VERSION = "version";
    static final String COMPATIBILITY = "compatibility";
    static final String FROM = "from";
    static final String ORDER_BY = "orderBy";
    static final String CHANGES = "changes";
    static final String SENSITIVE = "sensitive";

    /** Those that stand on fields. */
    static final List<String> OF_FIELDS = List.of(FROM, ORDER_BY, CHANGES, SENSITIVE);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> OF_RECORDS = List.of(ON, TOPIC, KEY, VERSION, COMPATIBILITY);

    private Annotations() {}

    /** The same schema without annotations: what is registered, published and written. */
    static Schema plain(Schema annotated) {
        try {
            JsonNode tree = JSON.readTree(annotated.toString());
            strip(tree);
            return new Schema.Parser().parse(tree.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Avro wrote a schema that is no json.", e);
        }
    }

    private static void strip(JsonNode type) {
        if (type.isArray()) {
            type.forEach(Annotations::strip);
        }
        if (!(type instanceof ObjectNode schema)) {
            return;
        }
        schema.remove(OF_RECORDS);
        schema.path("fields").forEach(field -> {
            ((ObjectNode) field).remove(OF_FIELDS);
            strip(field.path("type"));
        });
        strip(schema.path("items"));
        strip(schema.path("values"));
        strip(schema.path("type"));
    }
}

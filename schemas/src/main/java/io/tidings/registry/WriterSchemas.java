package io.tidings.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;

/**
 * The schemas with which values were written, whole: with the types of other subjects that they refer to. Trouble with the
 * registry is a {@link RegistryException}. Safe for use by many threads; remembers nothing.
 */
public final class WriterSchemas {
    private final Connection connection;

    /** Does not connect yet. */
    public WriterSchemas(RegistrySettings settings) {
        this.connection = new Connection(settings);
    }

    /** The schema that the registry gave this number. */
    public Optional<Schema> byNumber(int number) {
        return schema("/schemas/ids/" + number);
    }

    /** The schema of this GUID; Confluent's newer registries answer to it, Apicurio's refuses (3.0.9). */
    public Optional<Schema> byGuid(UUID guid) {
        return schema("/schemas/guids/" + guid);
    }

    private Optional<Schema> schema(String path) {
        Answer answer = ask(path);
        return answer.absent() ? Optional.empty() : Optional.of(parsed(answer, new Schema.Parser(), new HashSet<>()));
    }

    private Schema parsed(Answer answer, Schema.Parser parser, Set<String> asked) {
        String text = answer.text("schema");
        for (JsonNode reference : answer.body().path("references")) {
            String subject = URLEncoder.encode(reference.path("subject").asText(), StandardCharsets.UTF_8)
                    .replace("+", "%20");
            String path = "/subjects/" + subject + "/versions/"
                    + reference.path("version").asInt();
            if (asked.add(path)) {
                parsed(ask(path), parser, asked);
            }
        }
        return parser.parse(text);
    }

    private Answer ask(String path) {
        return connection.ask("reading " + path, "GET", path, Optional.empty());
    }
}

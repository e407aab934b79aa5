package io.tidings.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.contracts.plan.Compatibility;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * What Tidings asks of a schema registry that speaks Confluent's REST API, for Avro schemas. What is not there is an empty
 * answer; every other trouble is a {@link RegistryException}. Safe for use by many threads; remembers nothing.
 */
public final class RegistryClient {

    private final Connection connection;

    /** Does not connect yet. */
    public RegistryClient(RegistrySettings settings) {
        this.connection = new Connection(settings);
    }

    /** Makes the schema the subject's newest version, unless it is one already, and gives its id. */
    public int register(String subject, String schema, Reference... references) {
        return post("registering " + subject, versionsOf(subject), schema, references)
                .number("id");
    }

    /** The version of the subject that is this schema. */
    public Optional<Registered> lookUp(String subject, String schema, Reference... references) {
        return present(post("looking up a schema of " + subject, "/subjects/" + encoded(subject), schema, references))
                .map(RegistryClient::registered);
    }

    /** The schema that the registry gave this id, with what it refers to in it. */
    public Optional<String> byId(int id) {
        return present(get("reading schema " + id, "/schemas/ids/" + id)).map(this::whole);
    }

    /** The same by the GUID; Confluent's newer registries answer to it, Apicurio's refuses (3.0.9). */
    public Optional<String> byGuid(UUID guid) {
        return present(get("reading schema " + guid, "/schemas/guids/" + guid)).map(this::whole);
    }

    /** The subject's newest version. */
    public Optional<SubjectVersion> latest(String subject) {
        return present(get("reading the latest version of " + subject, versionsOf(subject) + "/latest"))
                .map(answer -> new SubjectVersion(registered(answer), whole(answer)));
    }

    /** The subject's versions in ascending order; none if there is no such subject. */
    public List<Integer> versions(String subject) {
        Answer answer = get("reading the versions of " + subject, versionsOf(subject));
        List<Integer> versions = new ArrayList<>();
        present(answer).ifPresent(found -> found.orThrow().forEach(version -> versions.add(version.intValue())));
        return List.copyOf(versions);
    }

    /** One version of the subject. */
    public Optional<SubjectVersion> version(String subject, int number) {
        return present(get("reading version " + number + " of " + subject, versionsOf(subject) + "/" + number))
                .map(answer -> new SubjectVersion(registered(answer), whole(answer)));
    }

    /** Whether the schema may be registered next, under the compatibility that holds for the subject. */
    public Verdict test(String subject, String schema, Reference... references) {
        String path = "/compatibility" + versionsOf(subject) + "?verbose=true";
        return present(post("testing the compatibility of " + subject, path, schema, references))
                .map(RegistryClient::verdict)
                .orElseGet(() -> new Verdict(true, List.of()));
    }

    /** The compatibility of subjects that have none of their own. */
    public Compatibility compatibility() {
        return level(get("reading the global compatibility", "/config"));
    }

    /** The compatibility that holds for the subject: its own, or else the global one. */
    public Compatibility compatibility(String subject) {
        return present(get(
                        "reading the compatibility of " + subject,
                        "/config/" + encoded(subject) + "?defaultToGlobal=true"))
                .map(RegistryClient::level)
                .orElseGet(this::compatibility);
    }

    /** Sets the compatibility of subjects that have none of their own. */
    public void demand(Compatibility compatibility) {
        put("setting the global compatibility", "/config", compatibility);
    }

    /** Sets the subject's own compatibility; a registry may insist that the subject exists. */
    public void demand(Compatibility compatibility, String subject) {
        put("setting the compatibility of " + subject, "/config/" + encoded(subject), compatibility);
    }

    /** A schema that refers to others stands alone when these are written where they are first used. */
    private String whole(Answer answer) {
        String schema = answer.text("schema");
        JsonNode references = answer.body().path("references");
        if (references.isEmpty()) {
            return schema;
        }
        try {
            Schema.Parser parser = new Schema.Parser();
            parse(parser, references, new HashSet<>());
            return parser.parse(schema).toString();
        } catch (SchemaParseException e) {
            throw answer.lacking("references");
        }
    }

    private void parse(Schema.Parser parser, JsonNode references, Set<String> parsed) {
        for (JsonNode reference : references) {
            String subject = reference.path("subject").asText();
            int version = reference.path("version").asInt();
            if (parsed.add(subject)) {
                Answer answer =
                        get("reading version " + version + " of " + subject, versionsOf(subject) + "/" + version);
                parse(parser, answer.orThrow().path("references"), parsed);
                parser.parse(answer.text("schema"));
            }
        }
    }

    private Answer get(String doing, String path) {
        return connection.ask(doing, "GET", path, Optional.empty());
    }

    private Answer post(String doing, String path, String schema, Reference... references) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("schema", schema);
        if (references.length > 0) {
            ArrayNode list = body.putArray("references");
            for (Reference reference : references) {
                list.addObject()
                        .put("name", reference.name())
                        .put("subject", reference.subject())
                        .put("version", reference.version());
            }
        }
        return connection.ask(doing, "POST", path, Optional.of(body));
    }

    private void put(String doing, String path, Compatibility compatibility) {
        JsonNode body = JsonNodeFactory.instance.objectNode().put("compatibility", compatibility.name());
        connection.ask(doing, "PUT", path, Optional.of(body)).orThrow();
    }

    private static Optional<Answer> present(Answer answer) {
        return answer.absent() ? Optional.empty() : Optional.of(answer);
    }

    private static Registered registered(Answer answer) {
        return new Registered(answer.number("id"), answer.number("version"), answer.text("subject"));
    }

    private static Verdict verdict(Answer answer) {
        JsonNode compatible = answer.orThrow().path("is_compatible");
        if (!compatible.isBoolean()) {
            throw answer.lacking("is_compatible");
        }
        List<String> messages = new ArrayList<>();
        answer.body().path("messages").forEach(message -> messages.add(message.asText()));
        return new Verdict(compatible.booleanValue(), messages);
    }

    private static Compatibility level(Answer answer) {
        String field = "compatibilityLevel";
        String name = answer.text(field);
        for (Compatibility known : Compatibility.values()) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        throw answer.lacking(field);
    }

    private static String versionsOf(String subject) {
        return "/subjects/" + encoded(subject) + "/versions";
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}

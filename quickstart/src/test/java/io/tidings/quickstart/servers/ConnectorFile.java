package io.tidings.quickstart.servers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** {@code connect/portal.json}, with addresses in place of the examples that stand there. */
public record ConnectorFile(ObjectNode json) {

    /** The file for a database; its password is written where the file's reference is made to point. */
    public static ConnectorFile of(Database database, Path secrets) throws IOException {
        JsonNode file = new ObjectMapper()
                .readTree(Path.of("..", "connect", "portal.json").toFile());
        Files.writeString(secrets.resolve("database-password"), database.password());
        ConnectorFile connector = new ConnectorFile((ObjectNode) file);
        String password = connector.config().path("database.password").asText();
        return connector.with(Map.of(
                "database.hostname",
                database.host(),
                "database.port",
                String.valueOf(database.port()),
                "database.dbname",
                database.name(),
                "database.user",
                database.user(),
                "database.password",
                password.replace("/run/secrets", secrets.toAbsolutePath().toString()),
                "topic.creation.default.replication.factor",
                "1",
                "topic.creation.default.min.insync.replicas",
                "1"));
    }

    /** The same with other values. */
    public ConnectorFile with(Map<String, String> values) {
        ObjectNode copy = json.deepCopy();
        values.forEach(copy.withObject("/config")::put);
        return new ConnectorFile(copy);
    }

    /** The connector's settings. */
    public ObjectNode config() {
        return json.withObject("/config");
    }

    /** The connector's name. */
    public String name() {
        return json.path("name").asText();
    }
}

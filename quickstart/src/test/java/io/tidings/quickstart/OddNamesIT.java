package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.DatabaseSettings;
import io.tidings.capture.EngineSettings;
import io.tidings.capture.TopicSettings;
import io.tidings.command.Options;
import io.tidings.contracts.plan.Contracts;
import io.tidings.database.DatabaseAddress;
import io.tidings.enricher.Enricher;
import io.tidings.quickstart.Tidings.Result;
import io.tidings.quickstart.servers.Broker;
import io.tidings.quickstart.servers.Database;
import io.tidings.quickstart.servers.Registry;
import io.tidings.quickstart.servers.SharedServers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a database, a role and a password are called, and however the server's address is written: the commands, the
 * capture and the comparison find the same database, with the role that {@code contracts role} prints.
 */
@ExtendWith(SharedServers.class)
class OddNamesIT {
    private static final Duration LIMIT = Duration.ofSeconds(120);
    private static final String PASSWORD = "p@ss?%41+/ #&=\"'";
    private static final AtomicInteger SOURCES = new AtomicInteger();

    private final Servers servers;
    private final String source = "odd" + SOURCES.incrementAndGet();

    @TempDir
    private Path directory;

    OddNamesIT(Database database, Broker broker, Registry registry) {
        servers = new Servers(database, broker, registry);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "we?ird %41/na me    | 127.0.0.1                          | ro\"le '%41",
                "a+b&c#d\"e'f\\g     | [::ffff:127.0.0.1]                 | Rolle ß?/",
                "Bücher=書籍 100     | 127.0.0.1:1,[::ffff:127.0.0.1]:PORT | tidings_odd",
                "a%zz?               | ::ffff:127.0.0.1                   | a b;c--"
            })
    void everyPartFindsTheDatabase(String name, String host, String role) throws Exception {
        DatabaseAddress address = new DatabaseAddress(host.replace("PORT", String.valueOf(port())), port(), name);
        try (Connection admin = connect(new DatabaseAddress("127.0.0.1", port(), "postgres"))) {
            execute(admin, "create database " + quoted(name));
        }
        try (Connection connection = connect(address)) {
            execute(
                    connection,
                    "create table audit (id bigint generated always as identity primary key, action text);"
                            + " insert into audit (action) values ('made')");
            Path files = contractFiles();
            Result catalog = tidings(address, "postgres", "contracts", "catalog", "--contracts", files.toString());
            assertThat(catalog.err()).isEmpty();
            Result sql = tidings(address, role, "contracts", "role", "--contracts", files.toString());
            execute(connection, sql.out());
            execute(connection, "alter role " + quoted(role) + " password '" + PASSWORD.replace("'", "''") + "'");
            run(address, role, files, connection);
            execute(connection, "select pg_drop_replication_slot('tidings_" + source + "')");
        }
    }

    private void run(DatabaseAddress address, String role, Path files, Connection connection) throws Exception {
        Contracts contracts = Options.compile(files);
        try (Capture capture = new Capture(settings(address, role, contracts));
                Enricher enricher = new Enricher(Pipeline.enricherSettings(servers, contracts, directory), contracts)) {
            capture.start();
            capture.awaitStreaming(LIMIT);
            enricher.start();
            execute(connection, "insert into audit (action) values ('made'), ('made')");
            Result compared = tidings(address, role, "reconcile", "--contracts", files.toString());
            assertThat(compared.err()).isEmpty();
            assertThat(compared.out())
                    .contains("Compared 2 audit rows, which ask for 2 events.")
                    .contains("missing: 0");
        }
    }

    private CaptureSettings settings(DatabaseAddress address, String role, Contracts contracts) {
        return new CaptureSettings(
                source,
                new DatabaseSettings(address.host(), address.port(), address.name(), role, PASSWORD),
                contracts.tables().stream().map(Object::toString).collect(Collectors.toSet()),
                Set.of(),
                Map.of("bootstrap.servers", servers.broker().bootstrapServers()),
                TopicSettings.defaults(1),
                EngineSettings.defaults(source));
    }

    private Path contractFiles() throws Exception {
        Path contracts = Files.createDirectory(directory.resolve("contracts"));
        Files.writeString(
                contracts.resolve("source.yaml"),
                "source: " + source + "\naudit: { table: public.audit, id: id, action: action }\n");
        Files.writeString(
                contracts.resolve("made.avdl"),
                "namespace odd;\nschema Made;\n/** Made. */\n@on(\"made\") @key(\"audit.id\") @topic(\"" + source
                        + "\")\nrecord Made {\n  long @from(\"audit.id\") id;\n}\n");
        return contracts;
    }

    private Result tidings(DatabaseAddress address, String role, String... words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(words));
        Map<String, String> settings = Map.of(
                "database.host", address.host(),
                "database.port", String.valueOf(address.port()),
                "database.name", address.name(),
                "database.user", role,
                "database.password",
                        role.equals("postgres") ? servers.database().password() : PASSWORD,
                "kafka.bootstrap.servers", servers.broker().bootstrapServers(),
                "registry.url", servers.registry().url().toString());
        settings.forEach((key, value) -> arguments.addAll(List.of("-s", key + "=" + value)));
        return Tidings.run(directory, LIMIT, arguments);
    }

    private int port() {
        return servers.database().port();
    }

    private Connection connect(DatabaseAddress address) throws SQLException {
        return DriverManager.getConnection(
                address.jdbcUrl(), servers.database().user(), servers.database().password());
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(sql);
        }
    }

    private static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }
}

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
import io.tidings.enricher.EnricherSettings;
import io.tidings.quickstart.Tidings.Result;
import io.tidings.quickstart.capture.Slots;
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
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a database, a role and a password are called, and however the server's address is written: the commands, the
 * capture and the comparison find the same database, with the role that {@code contracts role} prints; or it is refused.
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
                "a&b#c d\"e'f\\\\g | 127.0.0.1      | ro\"le %41",
                "Bücher=書籍 100     | 127.0.0.1:PORT | a b;c--ß?/"
            })
    void everyPartFindsTheDatabase(String name, String host, String role) throws Exception {
        DatabaseAddress address = created(name, host);
        try (Connection connection = connect(address)) {
            Path files = prepared(address, role, connection);
            execute(connection, "alter role " + quoted(role) + " password '" + PASSWORD.replace("'", "''") + "'");
            run(address, role, files, connection);
            Slots.drop(connection);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "we?ird %41/na me | 127.0.0.1                            | The configuration cannot be used: name 'we?ird %41/na me' has one of",
                "a+b=c%zz         | 127.0.0.1                            | The configuration cannot be used: name 'a+b=c%zz' has one of",
                "odd_six          | ::ffff:127.0.0.1                     | The configuration cannot be used: host '::ffff:127.0.0.1' is an IPv6 address",
                "odd_several      | 127.0.0.1:1,[::ffff:127.0.0.1]:PORT  | The configuration cannot be used: host '127.0.0.1:1,"
            })
    void whatDebeziumCannotReachIsRefusedBeforeAnythingIsChangedAndTheCommandsFindIt(
            String name, String host, String sentence) throws Exception {
        DatabaseAddress address = created(name, host);
        try (Connection connection = connect(address)) {
            Path files = prepared(address, "tidings_" + source, connection);
            for (String command : List.of("capture", "reconcile")) {
                Result refused = tidings(address, "postgres", command, "--contracts", files.toString());
                assertThat(refused.err()).startsWith(sentence);
                assertThat(refused.err().lines()).hasSize(1);
                assertThat(refused.exitCode()).isEqualTo(1);
            }
        }
    }

    private DatabaseAddress created(String name, String host) throws SQLException {
        try (Connection admin = connect(new DatabaseAddress("127.0.0.1", port(), "postgres"))) {
            execute(admin, "create database " + quoted(name));
        }
        return new DatabaseAddress(host.replace("PORT", String.valueOf(port())), port(), name);
    }

    /** The table, the catalog that describes it, and what {@code contracts role} prints. */
    private Path prepared(DatabaseAddress address, String role, Connection connection) throws Exception {
        execute(connection, "create table audit (id bigint generated always as identity primary key, action text)");
        Path files = contractFiles();
        Result catalog = tidings(address, "postgres", "contracts", "catalog", "--contracts", files.toString());
        assertThat(catalog.err()).isEmpty();
        Result sql = tidings(address, role, "contracts", "role", "--contracts", files.toString());
        assertThat(sql.err()).isEmpty();
        execute(connection, sql.out());
        return files;
    }

    private void run(DatabaseAddress address, String role, Path files, Connection connection) throws Exception {
        Contracts contracts = Options.compile(files);
        try (Capture capture = new Capture(settings(address, role, contracts))) {
            capture.start();
            capture.awaitStreaming(LIMIT);
            compare(address, role, files, connection);
        }
    }

    private void compare(DatabaseAddress address, String role, Path files, Connection connection) throws Exception {
        Contracts contracts = Options.compile(files);
        EnricherSettings usual = Pipeline.enricherSettings(servers, contracts, directory);
        EnricherSettings settings = new EnricherSettings(
                usual.applicationId(),
                usual.instanceId(),
                usual.kafka(),
                usual.registry(),
                true,
                new EnricherSettings.Topics(source + ".changes", source + ".dead-letters", "", 1, (short) 1),
                Optional.of(directory.resolve("state")),
                usual.commitInterval(),
                usual.retention());
        try (Enricher enricher = new Enricher(settings, contracts)) {
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
                new TopicSettings(source + ".changes", source + ".offsets", 1, 0, (short) 1, Duration.ofDays(1)),
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
                "database.host",
                address.host(),
                "database.port",
                String.valueOf(address.port()),
                "database.name",
                address.name(),
                "database.user",
                role,
                "database.password",
                role.equals("postgres") ? servers.database().password() : PASSWORD,
                "topics.changes",
                source + ".changes",
                "topics.offsets",
                source + ".offsets",
                "topics.dead-letters",
                source + ".dead-letters",
                "kafka.bootstrap.servers",
                servers.broker().bootstrapServers(),
                "registry.url",
                servers.registry().url().toString());
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

package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.DatabaseSettings;
import io.tidings.capture.EngineSettings;
import io.tidings.capture.TopicSettings;
import io.tidings.quickstart.servers.Broker;
import io.tidings.quickstart.servers.Database;
import io.tidings.quickstart.servers.PostgresqlVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** One Kafka and one PostgreSQL for all capture tests; each test has a database, a source and topics of its own. */
final class Stage implements AutoCloseable {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    final String source = "stage" + NUMBERS.incrementAndGet();
    final Connection connection;

    private final Database server;

    private Stage(int postgresql) {
        server = Servers.database(postgresql);
        try (Connection admin = connect("postgres")) {
            run(admin, "create database " + source);
            connection = connect(source);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** On PostgreSQL 17. */
    static Stage with(String... statements) {
        return on(17, statements);
    }

    static Stage on(int postgresql, String... statements) {
        Stage stage = new Stage(postgresql);
        stage.sql(statements);
        return stage;
    }

    /** The servers start with the first test and end with the JVM. */
    private static final class Servers {
        private static final Map<Integer, Database> DATABASES = new ConcurrentHashMap<>();
        static final Path DIRECTORY;
        static final Broker BROKER;

        static {
            try {
                DIRECTORY = Files.createTempDirectory("capture");
                BROKER = Broker.start(DIRECTORY.resolve("broker"));
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                BROKER.close();
                DATABASES.values().forEach(Database::close);
            }));
        }

        static Database database(int postgresql) {
            return DATABASES.computeIfAbsent(
                    postgresql,
                    version -> Database.start(
                            DIRECTORY.resolve("postgresql-" + version), PostgresqlVersion.variant(version, false)));
        }
    }

    Database server() {
        return server;
    }

    DatabaseSettings database() {
        return database(server.user(), server.password());
    }

    DatabaseSettings database(String user, String password) {
        return new DatabaseSettings(server.host(), server.port(), source, user, password);
    }

    static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", bootstrapServers());
    }

    static String bootstrapServers() {
        return Servers.BROKER.bootstrapServers();
    }

    CaptureSettings settings(String... tables) {
        return settings(Set.of(tables), Set.of());
    }

    CaptureSettings settings(Set<String> tables, Set<String> excluded) {
        return settings(database(), tables, excluded);
    }

    CaptureSettings settings(DatabaseSettings database, Set<String> tables, Set<String> excluded) {
        return settings(source, source, database, kafka(), tables, excluded);
    }

    /** As long as the test lasts, nothing is written that the test does not write. */
    CaptureSettings settingsWithoutHeartbeats(String table) {
        return settings(source, source, database(), kafka(), Set.of(table), Set.of(), Duration.ofHours(1));
    }

    /** Heartbeats every second, so that no test waits for them long. */
    static CaptureSettings settings(
            String source,
            String topics,
            DatabaseSettings database,
            Map<String, Object> kafka,
            Set<String> tables,
            Set<String> excluded) {
        return settings(source, topics, database, kafka, tables, excluded, Duration.ofSeconds(1));
    }

    private static CaptureSettings settings(
            String source,
            String topics,
            DatabaseSettings database,
            Map<String, Object> kafka,
            Set<String> tables,
            Set<String> excluded,
            Duration heartbeats) {
        EngineSettings engine = EngineSettings.defaults(source);
        return new CaptureSettings(
                source,
                database,
                tables,
                excluded,
                kafka,
                new TopicSettings(topics + ".changes", topics + ".offsets", 1, 0, (short) 1, Duration.ofDays(1)),
                new EngineSettings(
                        engine.slot(), engine.publication(), engine.pollInterval(), heartbeats, engine.batchSize()));
    }

    Capture start(CaptureSettings settings) throws Exception {
        Capture capture = new Capture(settings);
        capture.start();
        capture.awaitStreaming(Duration.ofSeconds(90));
        return capture;
    }

    /** Captures while the work is done, until the END after the row whose column has the value; gives the whole log. */
    List<LogReader.Entry> capture(CaptureSettings settings, Runnable work, String column, String value)
            throws Exception {
        try (Capture capture = start(settings);
                LogReader log = log()) {
            work.run();
            List<LogReader.Entry> entries = log.untilEndAfter(column, value);
            assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            return entries;
        }
    }

    void sql(String... statements) {
        for (String statement : statements) {
            try {
                run(connection, statement);
            } catch (SQLException e) {
                throw new IllegalStateException(statement, e);
            }
        }
    }

    /** One transaction of several statements. */
    void transaction(String... statements) {
        try {
            connection.setAutoCommit(false);
            sql(statements);
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> query(String query) {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        } catch (SQLException e) {
            throw new IllegalStateException(query, e);
        }
    }

    /** One more connection to this stage's database. */
    Connection another() throws SQLException {
        return connect(source);
    }

    /** Waits until the engine's first offset is durable in Kafka: the snapshot is complete. Gives that offset. */
    String awaitOffset() {
        try (LogReader offsets = LogReader.ofOffsets(Servers.BROKER.bootstrapServers(), source + ".offsets")) {
            List<LogReader.Entry> entries = offsets.until(entry ->
                    entry.record().key().startsWith("[") && entry.record().value() != null);
            return entries.get(entries.size() - 1).record().value();
        }
    }

    LogReader log() {
        return new LogReader(Servers.BROKER.bootstrapServers(), source + ".changes");
    }

    private Connection connect(String database) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://" + server.host() + ":" + server.port() + "/" + database,
                server.user(),
                server.password());
    }

    private static void run(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Gives the slot back: there are only so many. */
    @Override
    public void close() throws SQLException {
        dropSlots();
        connection.close();
    }

    void endStreams() throws SQLException {
        Slots.endStreams(connection);
    }

    void dropSlots() throws SQLException {
        Slots.drop(connection);
    }
}

package io.tidings.quickstart.faults;

import io.tidings.command.Options;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.catalog.DatabaseCatalog;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.servers.Database;
import io.tidings.quickstart.servers.Kill;
import io.tidings.quickstart.servers.PostgresqlVersion;
import io.tidings.quickstart.servers.Proxy;
import io.tidings.quickstart.servers.Registry;
import io.tidings.quickstart.servers.ServerException;
import io.tidings.reconcile.Drain;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Everything that can break: the servers, two applications, and the connections between them. */
final class Plant implements AutoCloseable {

    /** Short, so that a paused capture outlives it soon. */
    private static final Duration CAPTURE_TRANSACTION = Duration.ofSeconds(5);
    /** Within it, the largest transaction must be applied. */
    private static final Duration ENRICHER_TRANSACTION = Duration.ofSeconds(20);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);
    private static final int REGISTRY_STARTS = 4;
    private static final Path REGISTRY = Path.of("target", "registry");

    private final Path directory;
    private final Path contracts;
    private String source = "";
    private final Database.Variant variant;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final Proxy captureToDatabase = Proxy.open();
    private final Proxy captureToBroker = Proxy.open();
    private final Proxy enricherToBroker = Proxy.open();
    private final Brokers brokers;
    private Database database;
    private Registry registry;
    private final Supervised capture;
    private final Supervised enricher;
    private final Progress progress = new Progress(this);

    private Plant(Path directory, int postgresql, Path contracts, int brokerCount) throws Exception {
        this.directory = directory;
        this.variant = PostgresqlVersion.variant(postgresql, true);
        this.database = Database.start(directory.resolve("postgresql"), variant);
        this.registry = startedRegistry();
        Path kafka = directory.resolve("kafka");
        this.brokers = brokerCount == 1
                ? Brokers.alone(kafka, Map.of("CAPTURE", captureToBroker, "ENRICHER", enricherToBroker))
                : Brokers.cluster(kafka, brokerCount);
        brokers.start();
        captureToDatabase.leadTo(database.port());
        this.contracts = Files.createDirectories(directory.resolve("contracts"));
        try (DirectoryStream<Path> files = Files.newDirectoryStream(contracts, "*.{avdl,yaml}")) {
            for (Path file : files) {
                Files.copy(file, this.contracts.resolve(file.getFileName()));
            }
        }
        this.capture = supervised("capture", captureToBroker, CAPTURE_TRANSACTION);
        this.enricher = supervised("enrich", enricherToBroker, ENRICHER_TRANSACTION);
    }

    /** Starts the servers, with one broker behind proxies; the applications are to be started. */
    static Plant start(Path directory, int postgresql, Path contracts) throws Exception {
        return new Plant(directory, postgresql, contracts, 1);
    }

    /** The same with a cluster of brokers, to which the applications come directly. */
    static Plant startWithCluster(Path directory, int postgresql, Path contracts, int brokers) throws Exception {
        return new Plant(directory, postgresql, contracts, brokers);
    }

    private Supervised supervised(String name, Proxy kafka, Duration transaction) throws IOException {
        int count = brokers.all().size();
        return new Supervised(
                name,
                directory,
                transaction,
                List.of(
                        "contracts=" + contracts,
                        "database.host=" + database.host(),
                        "database.port=" + captureToDatabase.port(),
                        "database.name=" + database.name(),
                        "database.user=" + database.user(),
                        "database.password=" + database.password(),
                        "kafka.bootstrap.servers="
                                + (count == 1 ? "127.0.0.1:" + kafka.port() : brokers.bootstrapServers()),
                        "topics.replication=" + Math.min(3, count),
                        "kafka.transaction.timeout.ms=" + transaction.toMillis(),
                        "registry.url=" + registry.url(),
                        "registry.auto-register=true",
                        // The oracle has many rejections, which are no reason not to be ready.
                        "enricher.dead-letter-limit=1000000",
                        "capture.heartbeat-interval=1s"),
                failure);
    }

    /** Describes the tables to the applications, once they are there; gives the topics that consumers read. */
    List<String> compile() throws Exception {
        try (Connection connection = connect()) {
            Catalog catalog = DatabaseCatalog.read(connection);
            Files.writeString(contracts.resolve("catalog.yaml"), CatalogFile.write(catalog));
            Contracts compiled = Options.compile(contracts, catalog);
            source = compiled.audit().source();
            return Stream.concat(compiled.contracts().stream().map(Contract::topic), Stream.of("tidings.dead-letters"))
                    .toList();
        }
    }

    /** When this is over, every further commit becomes an event. */
    void startApplications(Duration limit) throws Exception {
        enricher.start();
        capture.start();
        drain(limit);
    }

    /** The same, but the servers come after the applications, which wait for them. */
    void startApplicationsFirst(Duration limit) throws Exception {
        killDatabase();
        brokers.kill();
        killRegistry();
        for (Supervised application : applications()) {
            application.start();
            await(() -> application.hasSaid("Waiting for what is away"), limit, application.name() + " to wait");
        }
        startDatabase();
        startRegistry();
        brokers.start();
        drain(limit);
    }

    /** The enricher's name in Kafka. */
    String applicationId() {
        return "tidings-" + source;
    }

    /** Waits until everything that committed before has become events. */
    void drain(Duration limit) throws Exception {
        try (Connection connection = connect()) {
            new Drain(brokers.bootstrapServers(), "tidings.changes", applicationId()).await(connection, limit);
        }
    }

    Progress progress() {
        return progress;
    }

    /** Has the test fail at its next step. */
    void fail(Throwable reason) {
        failure.completeExceptionally(reason);
    }

    Supervised capture() {
        return capture;
    }

    Supervised enricher() {
        return enricher;
    }

    /** The enricher first, in the order in which they may be started. */
    List<Supervised> applications() {
        return List.of(enricher, capture);
    }

    Brokers brokers() {
        return brokers;
    }

    /** The first of the brokers, which is the only one unless there is a cluster. */
    BrokerProcess broker() {
        return brokers.node(1);
    }

    Registry registry() {
        return registry;
    }

    List<Proxy> proxies() {
        return List.of(captureToDatabase, captureToBroker, enricherToBroker);
    }

    Proxy anyProxy(Random random) {
        return proxies().get(random.nextInt(proxies().size()));
    }

    /** Past the proxy, for the workload. */
    Connection connect() throws SQLException {
        return DriverManager.getConnection(
                database.jdbcUrl() + "?connectTimeout=5&socketTimeout=60", database.user(), database.password());
    }

    void killDatabase() throws Exception {
        Kill.database(database);
        database.close();
    }

    void startDatabase() {
        database = Database.start(directory.resolve("postgresql"), variant);
    }

    void killRegistry() throws Exception {
        Kill.registry(registry);
        registry.close();
    }

    void startRegistry() {
        registry = startedRegistry();
    }

    /** On a busy machine it gives up the wait for its own database now and then. */
    private Registry startedRegistry() {
        for (int starts = 1; ; starts++) {
            try {
                return Registry.start(REGISTRY, directory.resolve("registry"));
            } catch (ServerException e) {
                if (starts == REGISTRY_STARTS) {
                    throw e;
                }
            }
        }
    }

    /** Lets time pass, unless an application has ended as it must not: then the test ends too. */
    void elapse(Duration time) throws Exception {
        try {
            failure.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            // All is as it should be.
        } catch (ExecutionException e) {
            throw new AssertionError("An application or a session ended as it must not.", e.getCause());
        }
    }

    /** Waits for a condition, and says what it waited for in vain. */
    void await(Callable<Boolean> condition, Duration limit, String what) throws Exception {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("waited " + limit + " in vain for " + what + ".");
            }
            elapse(LOOK_AGAIN);
        }
    }

    /** The directory goes with the test; what it tells of a failure stays. */
    Path keepLogs() throws Exception {
        capture.dumpThreads();
        enricher.dumpThreads();
        Path kept = Files.createTempDirectory(Files.createDirectories(Path.of("target", "faults")), "logs");
        try (Stream<Path> logs =
                Files.find(directory, 3, (path, attributes) -> path.toString().endsWith(".log"))) {
            for (Path log : logs.toList()) {
                Files.copy(
                        log, kept.resolve(directory.relativize(log).toString().replace('/', '-')));
            }
        }
        Files.writeString(kept.resolve("kafka.txt"), KafkaState.describe(brokers.bootstrapServers(), applicationId()));
        return kept;
    }

    @Override
    public void close() throws Exception {
        enricher.close();
        capture.close();
        brokers.close();
        registry.close();
        database.close();
        for (Proxy proxy : proxies()) {
            proxy.close();
        }
    }
}

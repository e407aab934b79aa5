package io.tidings.quickstart.servers;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A real PostgreSQL as a child process, listening on loopback only, ready for logical decoding. The password is checked
 * (SCRAM). Commits are as durable as the operating system: it survives the death of any process, not of the machine.
 * What it holds stays in its directory, and so does its address. It ends with this JVM.
 */
public final class Database implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(25);
    private static final String USER = "postgres";
    private static final String PASSWORD = "tidings";
    private static final String NAME = "postgres";

    private final ServerDirectory directory;
    private final EmbeddedPostgres server;
    private final Lifeline lifeline;

    private Database(ServerDirectory directory, EmbeddedPostgres server, Lifeline lifeline) {
        this.directory = directory;
        this.server = server;
        this.lifeline = lifeline;
    }

    /**
     * Which PostgreSQL is started.
     *
     * @param archive its binaries as zonky packs them, a .txz; those on the class path when empty
     * @param fsync whether commits are to survive the death of the machine as well
     */
    public record Variant(Optional<Path> archive, boolean fsync) {

        /** The binaries on the class path, without fsync. */
        public static final Variant USUAL = new Variant(Optional.empty(), false);

        private EmbeddedPostgres.Builder builder() {
            EmbeddedPostgres.Builder builder =
                    EmbeddedPostgres.builder().setServerConfig("fsync", fsync ? "on" : "off");
            return archive.map(file -> builder.setPgBinaryResolver((system, machine) -> Files.newInputStream(file)))
                    .orElse(builder);
        }
    }

    /**
     * Starts a new database cluster in an empty directory, or the one that the directory holds.
     *
     * @throws ServerException if it does not start
     */
    public static Database start(Path path) {
        return start(path, Variant.USUAL);
    }

    /**
     * As {@link #start(Path)}, with a PostgreSQL of one's choice; a cluster keeps the version that it began with.
     *
     * @throws ServerException if it does not start
     */
    public static Database start(Path path, Variant variant) {
        long begun = System.nanoTime();
        ServerDirectory directory = ServerDirectory.open(path);
        try {
            Path data = directory.resolve("data");
            awaitEndOfPredecessor(data);
            EmbeddedPostgres server = settings(variant.builder(), directory, data, directory.port("postgresql"))
                    .start();
            Lifeline lifeline = Lifeline.tie(postmaster(data), "INT");
            Database database = new Database(directory, server, lifeline);
            LOG.atInfo()
                    .addKeyValue("address", database.jdbcUrl())
                    .addKeyValue("tookMillis", Elapsed.millisSince(begun))
                    .log("PostgreSQL started");
            return database;
        } catch (ServerException e) {
            directory.close();
            throw e;
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw new ServerException(
                    "PostgreSQL did not start on " + path + ": look into " + directory.resolve("postgresql.log") + ".",
                    e);
        }
    }

    private static EmbeddedPostgres.Builder settings(
            EmbeddedPostgres.Builder builder, ServerDirectory directory, Path data, int port) throws IOException {
        Path passwordFile = Files.writeString(directory.resolve("password"), PASSWORD + "\n");
        Path log = directory.resolve("postgresql.log");
        return builder.setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPort(port)
                .setPGStartupWait(START_LIMIT)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log.toFile()))
                // Handed to initdb as they stand, which is how a password comes into it.
                .setLocaleConfig("pwfile", passwordFile.toString())
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                .setConnectConfig("password", PASSWORD)
                .setServerConfig("listen_addresses", ServerDirectory.LOOPBACK)
                .setServerConfig("unix_socket_directories", "")
                .setServerConfig("timezone", "UTC")
                .setServerConfig("wal_level", "logical")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setServerConfig("max_replication_slots", "16")
                .setServerConfig("max_wal_senders", "16");
    }

    /** A killed JVM's server ends a moment after it. */
    private static void awaitEndOfPredecessor(Path data) throws IOException {
        if (!Files.exists(data.resolve("postmaster.pid"))) {
            return;
        }
        var predecessor = ProcessHandle.of(postmaster(data)).map(ProcessHandle::onExit);
        if (predecessor.isPresent()) {
            try {
                predecessor.get().get(ServerDirectory.PREDECESSOR_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException | ExecutionException e) {
                LOG.atWarn()
                        .addKeyValue("directory", data)
                        .log("The process that last served a directory is still there");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static long postmaster(Path data) throws IOException {
        try (var lines = Files.lines(data.resolve("postmaster.pid"))) {
            return Long.parseLong(lines.findFirst().orElseThrow().strip());
        }
    }

    /** The address for JDBC, without user and password; the same after a restart. */
    public String jdbcUrl() {
        return "jdbc:postgresql://" + host() + ":" + port() + "/" + name();
    }

    /** The host to connect to. */
    public String host() {
        return ServerDirectory.LOOPBACK;
    }

    /** The port to connect to, the same after a restart. */
    public int port() {
        return server.getPort();
    }

    /** The name of the database. */
    public String name() {
        return NAME;
    }

    /** A user who may do everything, replication included. */
    public String user() {
        return USER;
    }

    /** The user's password. */
    public String password() {
        return PASSWORD;
    }

    /** The server's first process, the parent of all others. */
    long postmaster() throws IOException {
        return postmaster(directory.resolve("data"));
    }

    /** Stops the server at once but in good order: open transactions are rolled back. Takes 5 seconds at most. */
    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            lifeline.close();
            directory.close();
        }
    }
}

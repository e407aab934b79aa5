package io.tidings.quickstart.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/**
 * Random transactions of several sessions on a schema with everything that PostgreSQL allows and Tidings supports, and
 * the truth about every event that they must cause. PostgreSQL computes it within the transaction, as the last thing
 * before the commit, into tables that are not captured; commits are one after the other, in the order of the truth.
 *
 * <p>The sessions survive a connection that breaks and a database that is away for a while. A commit whose outcome they
 * do not learn needs no care: its truth is there exactly if it took place.
 */
public final class OracleWorkload {
    private static final Path RESOURCES = Path.of("src", "test", "resources", "oracle");
    static final Steps STEPS = Steps.parse(resource("steps.sql"));
    static final Steps AUDITS = Steps.parse(resource("audits.sql"));
    static final Steps TRUNCATIONS = Steps.parse(resource("truncations.sql"));

    private final Connections connections;
    private final Tally tally = new Tally();

    /** How sessions come to a connection: asked again whenever the last one broke. */
    public interface Connections {
        Connection open() throws SQLException;
    }

    public OracleWorkload(Connections connections) {
        this.connections = connections;
    }

    /** Where the contracts of the workload's audit table are. */
    public static Path contracts() {
        return RESOURCES.resolve("contracts");
    }

    /** Makes the tables and fills them; to be called once, before the capture starts. */
    public void install() throws SQLException {
        try (Connection connection = connections.open();
                Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.execute(resource("schema.sql"));
            statement.execute(resource("truth.sql"));
        }
    }

    /**
     * Runs that many sessions until none may go on, and tells what they did, together with what earlier calls did.
     *
     * @param goOn asked by every session before each of its transactions; may block to slow them down
     * @throws SQLException when PostgreSQL refuses a step for a reason that is neither a conflict nor a lost connection
     */
    public Tally run(int sessions, Random seed, BooleanSupplier goOn) throws SQLException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(sessions);
        AtomicBoolean failed = new AtomicBoolean();
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < sessions; i++) {
                Session session = new Session(connections, new Random(seed.nextLong()), tally);
                running.add(threads.submit(() -> {
                    try {
                        session.run(() -> !failed.get() && goOn.getAsBoolean());
                        return null;
                    } catch (SQLException | RuntimeException e) {
                        failed.set(true);
                        throw e;
                    }
                }));
            }
            for (Future<?> session : running) {
                session.get();
            }
            return tally;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SQLException failure) {
                throw failure;
            }
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Every step that sessions choose from. */
    public static List<String> steps() {
        return Stream.of(STEPS, AUDITS, TRUNCATIONS)
                .flatMap(steps -> steps.names().stream())
                .toList();
    }

    /** Every event that the committed transactions must have caused, in order; the connection is its own until closed. */
    public static ExpectedEvents expected(Connection connection) throws SQLException {
        return ExpectedEvents.read(connection);
    }

    /** Compares what must have come with what came, in order, field by field. */
    public static Comparison compare(ExpectedEvents expected, ReceivedEvents received) {
        return Comparison.of(expected, received);
    }

    private static String resource(String name) {
        try {
            return Files.readString(RESOURCES.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

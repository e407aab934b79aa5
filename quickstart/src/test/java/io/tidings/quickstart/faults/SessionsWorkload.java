package io.tidings.quickstart.faults;

import io.tidings.quickstart.EventReader;
import io.tidings.quickstart.Session;
import io.tidings.registry.RegistryClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BooleanSupplier;

/** Sessions on the tables of sessions.sql. Whether a lost commit counts, the truth knows: it commits with it. */
final class SessionsWorkload implements FaultWorkload {

    private static final Path CONTRACTS = Path.of("src", "test", "resources", "sessions");
    private static final int SESSIONS = 4;
    /** What leaves the applications, on two cores, time to follow. */
    private static final long PAUSE_NANOS = 50_000_000;

    private static final long TRY_AGAIN_NANOS = 100_000_000;

    private final AtomicInteger committed = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    @Override
    public Path contracts() {
        return CONTRACTS;
    }

    @Override
    public String source() {
        return "sessions";
    }

    @Override
    public void install(Connector connector) throws Exception {
        try (Connection connection = connector.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(Files.readString(CONTRACTS.resolve("sessions.sql")));
        }
    }

    @Override
    public String run(Connector connector, String bootstrapServers, long seed, BooleanSupplier goOn) throws Exception {
        ReadWriteLock truncation = new ReentrantReadWriteLock(true);
        ExecutorService threads = Executors.newFixedThreadPool(SESSIONS);
        try {
            List<Future<?>> sessions = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                Random random = new Random(seed + i);
                sessions.add(threads.submit(() -> {
                    session(connector, random, truncation, goOn);
                    return null;
                }));
            }
            for (Future<?> session : sessions) {
                session.get();
            }
            return committed + " transactions, " + lost + " lost connections";
        } finally {
            threads.shutdownNow();
        }
    }

    private void session(Connector connector, Random random, ReadWriteLock truncation, BooleanSupplier goOn)
            throws SQLException {
        while (goOn.getAsBoolean()) {
            try (Connection connection = connector.connect()) {
                while (goOn.getAsBoolean()) {
                    committed.addAndGet(new Session(connection, random, truncation).run(1));
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            } catch (SQLException e) {
                if (!isLostConnection(e)) {
                    throw e;
                }
                lost.incrementAndGet();
                LockSupport.parkNanos(TRY_AGAIN_NANOS);
            }
        }
    }

    /** No connection, or a server that shuts down, crashes or starts up. */
    private static boolean isLostConnection(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return state.startsWith("08") || state.startsWith("57P");
    }

    @Override
    public int compare(Connector connector, String bootstrapServers, RegistryClient registry) throws Exception {
        try (Connection connection = connector.connect();
                EventReader reader =
                        new EventReader(bootstrapServers, registry, List.of("changed", "tidings.dead-letters"))) {
            SessionsVerdict verdict = new SessionsVerdict(connection);
            while (!reader.isAtEnd()) {
                reader.poll().forEach(verdict);
            }
            return verdict.complete();
        }
    }
}

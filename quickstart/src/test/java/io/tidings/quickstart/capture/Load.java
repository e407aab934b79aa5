package io.tidings.quickstart.capture;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Several connections that commit small transactions into table a, overlapping each other, until closed. */
final class Load implements AutoCloseable {

    private static final int CONNECTIONS = 3;
    private static final long PAUSE_NANOS = 2_000_000;

    private final AtomicBoolean stop = new AtomicBoolean();
    private final AtomicInteger ids = new AtomicInteger();
    private final List<Thread> threads = new ArrayList<>();

    private Load() {}

    static Load on(Stage stage) {
        Load load = new Load();
        for (int i = 0; i < CONNECTIONS; i++) {
            Thread thread = new Thread(() -> load.run(stage), "load-" + i);
            thread.start();
            load.threads.add(thread);
        }
        return load;
    }

    private void run(Stage stage) {
        try (Connection connection = stage.another();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            while (!stop.get()) {
                int rows = 1 + ids.get() % 4;
                for (int row = 0; row < rows; row++) {
                    statement.execute("insert into a values (" + ids.incrementAndGet() + ")");
                }
                connection.commit();
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        stop.set(true);
        for (Thread thread : threads) {
            thread.join();
        }
    }
}

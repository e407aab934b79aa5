package io.tidings.bench;

import io.tidings.problem.Refusal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Writes rows, each in a transaction of its own, over several connections. Each row has its time, which does not depend on
 * how long the rows before it take: what is late begins at once.
 *
 * @param perSecond rows; as many as it can when it is {@link #AS_FAST_AS_IT_GOES}
 */
record Load(int perSecond, int seconds) {
    static final int AS_FAST_AS_IT_GOES = 0;

    private static final int CONNECTIONS = 8;
    private static final int MOST_PER_SECOND = 40_000;

    /** Writes one row, which commits. */
    interface Row {
        void write(PreparedStatement insert, int row) throws SQLException;
    }

    /** Room for all that can be written. */
    Timeline timeline() {
        return new Timeline(Math.max(1, (perSecond == AS_FAST_AS_IT_GOES ? MOST_PER_SECOND : perSecond) * seconds));
    }

    /** Writes all; gives how many there are. */
    int write(ShopDatabase shop, String insert, Row row, Timeline timeline) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        long begun = System.nanoTime();
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        try {
            List<Callable<Void>> writers = new ArrayList<>();
            for (int connection = 0; connection < CONNECTIONS; connection++) {
                writers.add(() -> {
                    write(shop, insert, row, timeline, next, begun);
                    return null;
                });
            }
            for (Future<Void> writer : threads.invokeAll(writers)) {
                writer.get();
            }
            return Math.min(next.get(), timeline.capacity());
        } catch (ExecutionException e) {
            throw new Refusal("The rows could not be written: " + e.getCause(), e);
        } finally {
            threads.shutdown();
        }
    }

    private void write(ShopDatabase shop, String insert, Row row, Timeline timeline, AtomicInteger next, long begun)
            throws SQLException {
        long end = begun + seconds * 1_000_000_000L;
        try (Connection connection = shop.connect();
                PreparedStatement statement = connection.prepareStatement(insert)) {
            while (System.nanoTime() < end) {
                int number = next.getAndIncrement();
                if (number >= timeline.capacity()) {
                    return;
                }
                long due =
                        perSecond == AS_FAST_AS_IT_GOES ? System.nanoTime() : begun + (long) (number * 1e9 / perSecond);
                awaitNanos(due);
                row.write(statement, number);
                timeline.committed(number, due, System.nanoTime());
            }
        }
    }

    private static void awaitNanos(long due) {
        for (long rest = due - System.nanoTime(); rest > 0; rest = due - System.nanoTime()) {
            LockSupport.parkNanos(rest);
        }
    }
}

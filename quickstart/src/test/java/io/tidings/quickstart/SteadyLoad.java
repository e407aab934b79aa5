package io.tidings.quickstart;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A session that commits an audit row every twenty milliseconds, with ids from 1 on, about things in turn. */
final class SteadyLoad implements AutoCloseable {
    static final String TABLE = "create table a (id int primary key, action text default 'made', thing int not null)";
    private static final long PAUSE_NANOS = 20_000_000;
    private static final int THINGS = 10;

    private final AtomicInteger committed = new AtomicInteger();
    private final CompletableFuture<Void> done;
    private volatile boolean stop;

    private SteadyLoad(Source source) {
        done = CompletableFuture.runAsync(() -> run(source), task -> new Thread(task, "steady-load").start());
    }

    static SteadyLoad on(Source source) {
        return new SteadyLoad(source);
    }

    private void run(Source source) {
        try (Connection connection = source.connect();
                PreparedStatement insert = connection.prepareStatement("insert into a (id, thing) values (?, ?)")) {
            while (!stop) {
                int id = committed.get() + 1;
                insert.setInt(1, id);
                insert.setInt(2, id % THINGS);
                insert.executeUpdate();
                committed.set(id);
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (Exception e) {
            throw new AssertionError("The load ended.", e);
        }
    }

    /** How many rows there are; all of them when it is closed. */
    int committed() {
        return committed.get();
    }

    @Override
    public void close() {
        stop = true;
        done.join();
    }
}

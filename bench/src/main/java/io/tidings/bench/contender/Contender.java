package io.tidings.bench.contender;

import java.util.concurrent.ExecutionException;

/**
 * Another way to make the same events: reads a topic for each table, in which Debezium's envelopes are keyed by primary key
 * and carry the time of their commit, and writes one topic of events.
 */
public interface Contender extends AutoCloseable {
    /** Reads all that its topics have now, the reference rows, and holds. */
    void load() throws InterruptedException, ExecutionException;

    /** Goes on, until the events of all audit rows that its topics have now are committed. */
    void read() throws InterruptedException, ExecutionException;

    @Override
    void close();
}

package io.tidings.bench;

import io.tidings.problem.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** Rows go in through PostgreSQL, events come out of Kafka: what is between them is measured by one load after the other. */
final class Pipe {
    private static final Duration LIMIT = Duration.ofMinutes(15);

    private final ShopDatabase shop;
    private final EventWatch watch;
    private final String insert;
    private final Role last;
    private long nextId = 1;

    /**
     * Makes it.
     *
     * @param insert a statement with the row's id and the number of a product
     * @param last what writes the events
     */
    Pipe(ShopDatabase shop, EventWatch watch, String insert, Role last) {
        this.shop = shop;
        this.watch = watch;
        this.insert = insert;
        this.last = last;
    }

    /** Writes, and waits until the event of each row is seen. */
    EndToEnd measure(Load load) throws IOException, InterruptedException {
        Timeline timeline = load.timeline();
        long firstId = nextId;
        watch.note(firstId, timeline);
        long begun = System.nanoTime();
        int written = load.write(
                shop,
                insert,
                (statement, row) -> {
                    statement.setLong(1, firstId + row);
                    statement.setLong(2, row % shop.products());
                    statement.executeUpdate();
                },
                timeline);
        long ended = System.nanoTime();
        int seen = timeline.seenCount();
        nextId += written;
        await(timeline, written);
        return EndToEnd.of(timeline, written, (ended - begun) / 1e9, seen, (System.nanoTime() - ended) / 1e9);
    }

    private void await(Timeline timeline, int count) throws IOException {
        long limit = System.nanoTime() + LIMIT.toNanos();
        while (timeline.seenCount() < count) {
            last.requireAlive();
            if (System.nanoTime() > limit) {
                throw new Refusal("Of " + count + " events only " + timeline.seenCount() + " came.");
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}

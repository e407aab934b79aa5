package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

/** A consumer that notes when each event arrives. */
final class Follower implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(180);

    private final List<ReceivedEvent> events = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Void> done;
    private volatile boolean stop;

    private Follower(EventReader reader) {
        done = CompletableFuture.runAsync(() -> follow(reader), task -> new Thread(task, "follower").start());
    }

    /** Starts to read; the reader is closed at the end. */
    static Follower start(EventReader reader) {
        return new Follower(reader);
    }

    private void follow(EventReader reader) {
        try (reader) {
            while (!stop) {
                events.addAll(reader.poll());
            }
        }
    }

    /** Waits for an event of a row that commits from now on. */
    void awaitNext() throws InterruptedException {
        long now = System.currentTimeMillis();
        await(() -> !events.isEmpty() && events.get(events.size() - 1).timestampMillis() > now, "another event");
    }

    void await(int count) throws InterruptedException {
        await(() -> events.size() >= count, count + " events");
    }

    private void await(BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline || done.isDone()) {
                fail("waited in vain for " + what + " after " + events.size());
            }
            Thread.sleep(10);
        }
    }

    /** What has arrived, in order of arrival. */
    List<ReceivedEvent> events() {
        return List.copyOf(events);
    }

    /** What arrived from a moment on. */
    List<ReceivedEvent> since(long millis) {
        return events.stream().filter(event -> event.receivedMillis() >= millis).toList();
    }

    @Override
    public void close() {
        stop = true;
        done.join();
    }
}

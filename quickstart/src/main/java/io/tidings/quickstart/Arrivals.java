package io.tidings.quickstart;

import io.tidings.problem.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;

/** Reads events in a thread of its own as they arrive, shows each and keeps it. */
final class Arrivals {
    private final CountDownLatch enough = new CountDownLatch(1);
    private final CompletableFuture<List<ReceivedEvent>> received;

    private Arrivals(EventReader reader, Console console) {
        received = CompletableFuture.supplyAsync(() -> read(reader, console), task -> {
            Thread thread = new Thread(task, "print-events");
            thread.setDaemon(true);
            thread.start();
        });
    }

    /** Starts to read; the reader is closed at the end. */
    static Arrivals start(EventReader reader, Console console) {
        return new Arrivals(reader, console);
    }

    private List<ReceivedEvent> read(EventReader reader, Console console) {
        List<ReceivedEvent> events = new ArrayList<>();
        try (reader) {
            boolean last = false;
            while (!last) {
                last = enough.getCount() == 0 && reader.isAtEnd();
                for (ReceivedEvent event : reader.poll()) {
                    events.add(event);
                    console.event(event, Pipeline.isDeadLetter(event));
                }
            }
        }
        return events;
    }

    /**
     * Everything that is committed by now; ends the reading.
     *
     * @throws Refusal when the events could not be read
     */
    List<ReceivedEvent> finish() {
        enough.countDown();
        try {
            return received.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof Refusal refusal
                    ? refusal
                    : new Refusal("The events cannot be read: " + e.getCause() + ". Run it again with --debug.", e);
        }
    }
}

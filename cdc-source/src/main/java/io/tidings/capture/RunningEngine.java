package io.tidings.capture;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An engine while it runs, with its thread. */
final class RunningEngine implements AutoCloseable {

    /** What an engine is to do; {@code properties} come for the id under which the offsets are handed over. */
    record Task(String name, Function<String, Properties> properties, Offsets offsets, Consumer consumer) {}

    /** Takes what the engine has polled at once. */
    @FunctionalInterface
    interface Consumer {
        void take(List<SourceRecord> batch, Acknowledger acknowledger) throws InterruptedException;
    }

    /** Has the engine put an offset into its store, which only stages it. */
    @FunctionalInterface
    interface Acknowledger {
        void acknowledge(Map<String, ?> offset) throws InterruptedException;
    }

    /** Learns that the engine has stopped. */
    @FunctionalInterface
    interface Listener {
        void stopped(@Nullable Throwable failure);
    }

    private static final Logger LOG = LoggerFactory.getLogger(RunningEngine.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(7);

    private final String handoverId;
    private final Listener listener;
    private final DebeziumEngine<RecordChangeEvent<SourceRecord>> engine;
    private final Thread thread;
    // Until the engine polls, closing it is refused.
    private final CountDownLatch closable = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private RunningEngine(Task task, Listener listener) {
        this.listener = listener;
        this.handoverId = OffsetStore.handOver(task.offsets());
        this.engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
                .using(task.properties().apply(handoverId))
                .using(OffsetCommitPolicy.always())
                .using((boolean success, String message, Throwable error) -> failure.set(error))
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        closable.countDown();
                    }
                })
                .notifying(
                        (List<RecordChangeEvent<SourceRecord>> events,
                                DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer) -> {
                            for (RecordChangeEvent<SourceRecord> event : events) {
                                take(task.consumer(), event, committer);
                            }
                        })
                .build();
        this.thread = new Thread(this::run, "capture-" + task.name());
    }

    private static void take(
            Consumer consumer,
            RecordChangeEvent<SourceRecord> event,
            DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
            throws InterruptedException {
        consumer.take(((WholeBatch) event.record()).records(), offset -> {
            DebeziumEngine.Offsets offsets = committer.buildOffsets();
            offset.forEach(offsets::set);
            committer.markProcessed(event, offsets);
            committer.markBatchFinished();
        });
    }

    static RunningEngine start(Task task, Listener listener) {
        RunningEngine running = new RunningEngine(task, listener);
        running.thread.start();
        return running;
    }

    private void run() {
        try {
            engine.run();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            closable.countDown();
            OffsetStore.takeBack(handoverId);
        }
        listener.stopped(failure.get());
    }

    /** Stops in good order, and leaves the engine's thread to itself when that takes too long. */
    @Override
    public void close() {
        long deadline = System.nanoTime() + STOP_LIMIT.toNanos();
        try {
            if (closable.await(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                closeEngine(deadline);
            }
            TimeUnit.NANOSECONDS.timedJoin(thread, deadline - System.nanoTime());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.atWarn()
                    .addKeyValue("limitSeconds", STOP_LIMIT.toSeconds())
                    .log("The engine has not stopped and is left to itself");
        }
    }

    private void closeEngine(long deadline) throws InterruptedException {
        Thread closer = new Thread(
                () -> {
                    try {
                        engine.close();
                    } catch (IOException | IllegalStateException e) {
                        LOG.debug("The engine had stopped already", e);
                    }
                },
                "capture-close");
        closer.setDaemon(true);
        closer.start();
        TimeUnit.NANOSECONDS.timedJoin(closer, Math.max(1, deadline - System.nanoTime()));
    }
}

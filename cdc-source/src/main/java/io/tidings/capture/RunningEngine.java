package io.tidings.capture;

import io.debezium.engine.ChangeEvent;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.format.JsonByteArray;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The engine while it runs, with its thread, its log and its offsets. */
final class RunningEngine implements AutoCloseable {

    /** Learns that the engine has stopped, and whether another capture has taken over. */
    @FunctionalInterface
    interface Listener {
        void stopped(@Nullable Throwable failure, boolean hasSuccessor);
    }

    private static final Logger LOG = LoggerFactory.getLogger(RunningEngine.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(7);

    private final ChangeLog log;
    private final Offsets offsets;
    private final String handoverId;
    private final Listener listener;
    private final DebeziumEngine<ChangeEvent<byte[], byte[]>> engine;
    private final Thread thread;
    // Until the engine polls, closing it is refused.
    private final CountDownLatch closable = new CountDownLatch(1);
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();

    private RunningEngine(CaptureSettings settings, ChangeLog log, Offsets offsets, Listener listener) {
        this.log = log;
        this.offsets = offsets;
        this.listener = listener;
        this.handoverId = OffsetStore.handOver(offsets);
        this.engine = DebeziumEngine.create(JsonByteArray.class, JsonByteArray.class, JsonByteArray.class)
                .using(EngineProperties.of(settings, handoverId))
                .using(OffsetCommitPolicy.always())
                .using((boolean success, String message, Throwable error) -> failure.set(error))
                .using(new DebeziumEngine.ConnectorCallback() {
                    @Override
                    public void pollingStarted() {
                        closable.countDown();
                    }
                })
                .notifying(new LogWriter(log, offsets))
                .build();
        this.thread = new Thread(this::run, "capture-" + settings.source());
    }

    static RunningEngine start(CaptureSettings settings, ChangeLog log, Offsets offsets, Listener listener) {
        RunningEngine running = new RunningEngine(settings, log, offsets, listener);
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
        // The database ends a predecessor's stream as well, which looks like a lost connection.
        boolean hasSuccessor = failure.get() != null && log.hasSuccessor(offsets.durable());
        log.close();
        listener.stopped(failure.get(), hasSuccessor);
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
            LOG.warn("The engine has not stopped after {} s and is left to itself.", STOP_LIMIT.toSeconds());
            log.close();
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

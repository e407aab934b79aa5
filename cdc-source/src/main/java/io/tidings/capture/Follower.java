package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The engine that follows a source, and the watch over its tables beside it, with the log that both write. */
final class Follower implements AutoCloseable {

    /** Learns that the engine has stopped, and whether another capture has taken over. */
    @FunctionalInterface
    interface Listener {
        void stopped(@Nullable Throwable failure, boolean hasSuccessor);
    }

    /**
     * From where a source is followed.
     *
     * @param shapes of the tables before the first snapshot; none when that was taken before
     * @param progress to be kept up to date
     */
    record Origin(
            Offsets offsets,
            int timeline,
            Optional<SortedMap<TableName, TableShape>> shapes,
            CaptureProgress progress) {}

    private final ChangeLog log;
    private final Offsets offsets;
    private final Listener listener;
    private final TableWatch watch;
    private final RunningEngine engine;

    private Follower(CaptureSettings settings, ChangeLog log, Origin origin, Listener listener) {
        this.log = log;
        this.offsets = origin.offsets();
        this.listener = listener;
        Gate gate = new Gate();
        this.watch = new TableWatch(settings, log, offsets, gate);
        LogWriter writer = new LogWriter(
                log,
                offsets,
                gate,
                new LogWriter.Origin(settings.source(), origin.timeline(), origin.shapes(), origin.progress()));
        this.engine = RunningEngine.start(
                new RunningEngine.Task(settings.source(), id -> EngineProperties.of(settings, id), offsets, writer),
                this::engineStopped);
    }

    static Follower start(CaptureSettings settings, ChangeLog log, Origin origin, Listener listener) {
        Follower follower = new Follower(settings, log, origin, listener);
        follower.watch.start();
        return follower;
    }

    private void engineStopped(@Nullable Throwable failure) {
        watch.stop();
        // The database ends a predecessor's stream as well, which looks like a lost connection.
        boolean hasSuccessor = failure != null && log.hasSuccessor(offsets.durable());
        log.close();
        listener.stopped(failure, hasSuccessor);
    }

    /** Stops in good order. */
    @Override
    public void close() {
        watch.stop();
        engine.close();
        watch.close();
        log.close();
    }
}

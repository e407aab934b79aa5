package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The engine that follows a source, and the watch over its tables beside it, with the log that both write. */
final class Follower implements AutoCloseable {

    /**
     * From where a source is followed.
     *
     * @param shapes of the tables before the first snapshot; none when that was taken before
     * @param progress to be kept up to date
     * @param gaps notices audit rows that do not come
     */
    record Origin(
            Offsets offsets,
            int timeline,
            Optional<SortedMap<TableName, TableShape>> shapes,
            CaptureProgress progress,
            Gaps gaps) {}

    private final ChangeLog log;
    private final RunningEngine.Listener listener;
    private final TableWatch watch;
    private final RunningEngine engine;

    private Follower(CaptureSettings settings, ChangeLog log, Origin origin, RunningEngine.Listener listener) {
        this.log = log;
        this.listener = listener;
        Gate gate = new Gate();
        this.watch = new TableWatch(settings, log, gate, origin);
        LogWriter writer = new LogWriter(
                log,
                origin.offsets(),
                gate,
                new LogWriter.Origin(
                        settings.source(), origin.timeline(), origin.shapes(), origin.progress(), watch::asked));
        this.engine = RunningEngine.start(
                new RunningEngine.Task(
                        settings.source(), id -> EngineProperties.of(settings, id), origin.offsets(), writer),
                this::engineStopped);
    }

    static Follower start(CaptureSettings settings, ChangeLog log, Origin origin, RunningEngine.Listener listener) {
        Follower follower = new Follower(settings, log, origin, listener);
        follower.watch.start();
        return follower;
    }

    private void engineStopped(@Nullable Throwable failure) {
        watch.stop();
        listener.stopped(failure);
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

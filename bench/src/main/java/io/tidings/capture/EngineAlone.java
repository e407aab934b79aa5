package io.tidings.capture;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;

/** For the benchmark: Debezium's engine with the settings of a capture, from where its slot is; what comes is counted only. */
public final class EngineAlone implements AutoCloseable {
    private final AtomicLong records;
    private final RunningEngine engine;

    private EngineAlone(AtomicLong records, RunningEngine engine) {
        this.records = records;
        this.engine = engine;
    }

    /** Starts it on a slot that exists, without a snapshot. */
    public static EngineAlone start(CaptureSettings settings, String slot) {
        AtomicLong records = new AtomicLong();
        RunningEngine.Task task = new RunningEngine.Task(
                slot,
                id -> properties(settings, slot, id),
                new Offsets(Map.of()),
                (batch, acknowledger) -> records.addAndGet(batch.size()));
        return new EngineAlone(records, RunningEngine.start(task, failure -> {}));
    }

    private static Properties properties(CaptureSettings settings, String slot, String handoverId) {
        Properties properties = EngineProperties.of(settings, handoverId);
        properties.put("slot.name", slot);
        properties.put("snapshot.mode", "no_data");
        return properties;
    }

    /** How many records have come: rows, BEGIN and END. */
    public long records() {
        return records.get();
    }

    @Override
    public void close() {
        engine.close();
    }
}

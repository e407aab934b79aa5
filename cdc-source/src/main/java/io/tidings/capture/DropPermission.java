package io.tidings.capture;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/**
 * Whether the capture may drop its slot, stored beside the offset before it does: when the slot passes its budget, Kafka
 * may not answer. Found by the next start, whatever the settings say by then.
 */
record DropPermission(CaptureSettings settings) {

    /** To be stored at each start. */
    Map<ByteBuffer, ByteBuffer> entry() {
        EngineSettings engine = settings.engine();
        return Remembered.entry(key(), engine.policy().dropsTheSlot() ? engine.slot() : "");
    }

    Beginning.NewSnapshots newSnapshots(Map<ByteBuffer, ByteBuffer> stored) {
        EngineSettings engine = settings.engine();
        boolean given = Remembered.in(stored, key()).equals(Optional.of(engine.slot()));
        return given || engine.policy().dropsTheSlot()
                ? Beginning.NewSnapshots.WHEN_CHANGES_ARE_MISSING
                : Beginning.NewSnapshots.NEVER;
    }

    private String key() {
        return "may drop " + settings.source();
    }
}

package io.tidings.wire;

import java.util.Map;

/** How event topics that do not exist yet are created. */
public final class EventTopic {
    /** The largest record. The capture's have 16 MiB at most; the state holds them as they came, with a key. */
    public static final int RECORD_LIMIT_BYTES = 17 * 1024 * 1024;

    /** Kafka's configuration of the topic; what is not in it is as the broker has it. */
    public static final Map<String, String> CONFIGURATION =
            Map.of("max.message.bytes", String.valueOf(RECORD_LIMIT_BYTES));

    private EventTopic() {}
}

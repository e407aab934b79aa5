package io.tidings.enricher.state;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;

/**
 * Which record of the log comes after all that is in the state. It is written with the state, and so says more than the
 * group's offset, which anybody can alter.
 *
 * @param offset of the record, or of a mark of Kafka's before it
 * @param log the identity of the log's topic
 */
record NextRecord(long offset, String log) {
    static final Bytes KEY = Bytes.wrap("next".getBytes(StandardCharsets.UTF_8));

    static NextRecord read(byte[] stored) {
        String[] parts = new String(stored, StandardCharsets.UTF_8).split(" ", 2);
        return new NextRecord(Long.parseLong(parts[0]), parts[1]);
    }

    byte[] bytes() {
        return (offset + " " + log).getBytes(StandardCharsets.UTF_8);
    }
}

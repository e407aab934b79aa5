package io.tidings.enricher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How far a source's log is applied.
 *
 * @param applied the position of the last transaction or snapshot applied; what is at or below it is a duplicate
 * @param transaction the transaction that is being collected; empty between END and BEGIN
 * @param snapshot the position of the snapshot that is being read; 0 when none is
 */
record Progress(long applied, String transaction, long snapshot) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Bytes KEY = Bytes.wrap("progress".getBytes(StandardCharsets.UTF_8));
    private static final Progress NONE = new Progress(0, "", 0);

    static Progress load(KeyValueStore<Bytes, byte[]> store) {
        byte[] stored = store.get(KEY);
        try {
            return stored == null ? NONE : JSON.readValue(stored, Progress.class);
        } catch (IOException e) {
            throw new IllegalStateException("The stored progress cannot be read.", e);
        }
    }

    Progress save(KeyValueStore<Bytes, byte[]> store) {
        try {
            store.put(KEY, JSON.writeValueAsBytes(this));
            return this;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The progress cannot be written.", e);
        }
    }

    Progress begun(String transaction) {
        return new Progress(applied, transaction, 0);
    }

    Progress ended() {
        return new Progress(applied, "", 0);
    }

    Progress applied(long position) {
        return new Progress(position, "", 0);
    }

    Progress inSnapshot(long position) {
        return new Progress(applied, "", position);
    }
}

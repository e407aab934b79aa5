package io.tidings.enricher;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * How far a source's log is applied.
 *
 * @param applied the position of the last transaction or snapshot applied; what is at or below it is a duplicate
 * @param transaction the transaction that is being collected; empty between END and BEGIN
 * @param snapshot the position of the full snapshot that is being read; 0 when none is
 * @param tables the position of the snapshot of single tables that is being read; 0 when none is
 * @param system the database cluster that the capture follows; empty as long as the log does not say
 * @param foreign whether nothing of that cluster is applied yet, and only a full snapshot may come
 */
record Progress(long applied, String transaction, long snapshot, long tables, String system, boolean foreign) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Bytes KEY = Bytes.wrap("progress".getBytes(StandardCharsets.UTF_8));
    private static final Progress NONE = new Progress(0, "", 0, 0, "", false);

    Progress(long applied, String transaction, long snapshot, long tables, @Nullable String system, boolean foreign) {
        this.applied = applied;
        this.transaction = transaction;
        this.snapshot = snapshot;
        this.tables = tables;
        this.system = Objects.requireNonNullElse(system, "");
        this.foreign = foreign;
    }

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

    /** Whether a transaction is being collected. */
    boolean collecting() {
        return !transaction.isEmpty();
    }

    /** Whether our capture writes the log, and says what it does. */
    boolean hasCapture() {
        return !system.isEmpty();
    }

    Progress begun(String next) {
        return new Progress(applied, next, 0, tables, system, foreign);
    }

    Progress ended() {
        return new Progress(applied, "", 0, tables, system, foreign);
    }

    /** A transaction or a full snapshot is applied. */
    Progress applied(long position) {
        return new Progress(position, "", 0, tables, system, false);
    }

    Progress inSnapshot(long position) {
        return new Progress(applied, "", position, 0, system, foreign);
    }

    Progress inTables(long position) {
        return new Progress(applied, transaction, snapshot, position, system, foreign);
    }

    /** A snapshot of single tables is applied, whatever is being collected. */
    Progress tablesApplied() {
        return new Progress(Math.max(applied, tables), transaction, snapshot, 0, system, foreign);
    }

    /** A capture begins: what an earlier one left unfinished comes again. */
    Progress captured(String by) {
        boolean another = hasCapture() && !system.equals(by);
        return new Progress(applied, "", 0, 0, by, foreign || another);
    }
}

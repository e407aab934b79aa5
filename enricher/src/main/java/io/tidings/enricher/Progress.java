package io.tidings.enricher;

import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

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
    private static final int PARTS = 6;
    private static final Bytes KEY = Bytes.wrap("progress".getBytes(StandardCharsets.UTF_8));
    private static final Progress NONE = new Progress(0, "", 0, 0, "", false);

    static Progress load(KeyValueStore<Bytes, byte[]> store) {
        byte[] stored = store.get(KEY);
        return stored == null ? NONE : read(new String(stored, StandardCharsets.UTF_8));
    }

    /** A transaction is a number; what a cluster calls itself comes last and may be any text. */
    private static Progress read(String stored) {
        String[] parts = stored.split(" ", PARTS);
        if (parts.length != PARTS) {
            throw new IllegalStateException("The stored progress is of another form: " + stored
                    + ". Start the version of Tidings that wrote it, or a newer one.");
        }
        return new Progress(
                Long.parseLong(parts[0]),
                parts[1],
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                parts[5],
                Boolean.parseBoolean(parts[4]));
    }

    Progress save(KeyValueStore<Bytes, byte[]> store) {
        String text = applied + " " + transaction + " " + snapshot + " " + tables + " " + foreign + " " + system;
        store.put(KEY, text.getBytes(StandardCharsets.UTF_8));
        return this;
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

package io.tidings.enricher.log;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Row;
import java.util.Optional;

/** One record of the topic of changes. */
public sealed interface Change {

    /** Handles each kind of change. */
    interface Handler {
        void begin(Begin begin);

        void end(End end);

        void inTransaction(InTransaction change);

        void snapshotRow(SnapshotRow row);

        void unreadable(Unreadable record);
    }

    /** Calls the handler's method for this kind of change. */
    default void handle(Handler handler) {
        if (this instanceof InTransaction change) {
            handler.inTransaction(change);
        } else if (this instanceof Begin begin) {
            handler.begin(begin);
        } else if (this instanceof End end) {
            handler.end(end);
        } else if (this instanceof SnapshotRow row) {
            handler.snapshotRow(row);
        } else if (this instanceof Unreadable unreadable) {
            handler.unreadable(unreadable);
        }
    }

    /** A transaction begins; whatever was collected of an earlier one without END is void. */
    record Begin(String transaction) implements Change {}

    /**
     * A transaction has committed.
     *
     * @param position its END's LSN: the position of everything in the transaction
     * @param changes how many row changes and messages it has
     * @param commitMillis when it committed, milliseconds since the epoch
     */
    record End(String transaction, long position, long changes, long commitMillis) implements Change {}

    /** What a transaction is made of: between BEGIN and END, and counted by END. */
    sealed interface InTransaction extends Change {

        /** The number of the transaction, the part before the colon of {@code transaction.id}. */
        String transaction();
    }

    /**
     * A row was inserted, updated or deleted.
     *
     * @param lsn the row's own; a primary key change gives a delete and an insert of one LSN
     * @param row after the change; of a delete, the row before it, of which only the key columns are to be trusted
     * @param before the row that an update changes; of a table with {@code replica identity full} only
     */
    record RowChange(String transaction, Operation operation, long lsn, Row row, Optional<Row> before)
            implements InTransaction {}

    /** All rows of a table are gone. */
    record Truncate(String transaction, TableName table) implements InTransaction {}

    /** A logical message, written so that a quiet database moves its slot. */
    record Message(String transaction) implements InTransaction {}

    /**
     * A row as a snapshot found it.
     *
     * @param position the snapshot's LSN, the same for all its rows
     * @param last whether the snapshot is complete with it
     */
    record SnapshotRow(long position, long snapshotMillis, boolean last, Row row) implements Change {}

    /** A record that carries nothing: a message outside of transactions, a heartbeat, a tombstone. */
    record Nothing() implements Change {}

    /** A record that is no envelope. */
    record Unreadable(String reason) implements Change {}

    /** What happened to a row. */
    enum Operation {
        INSERT,
        UPDATE,
        DELETE;

        static Optional<Operation> of(String op) {
            return switch (op) {
                case "c" -> Optional.of(INSERT);
                case "u" -> Optional.of(UPDATE);
                case "d" -> Optional.of(DELETE);
                default -> Optional.empty();
            };
        }
    }
}

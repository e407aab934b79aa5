package io.tidings.enricher;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.enricher.log.BrokenLog;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.replica.Replica;
import io.tidings.enricher.replica.Replica.Moment;
import io.tidings.log.ControlRecord;
import java.util.Collection;

/**
 * Reads snapshots into the replica: of all tables, where positions may jump and nothing is being collected, and of
 * single ones, which stand at their exact position between and within transactions.
 */
final class Snapshots {
    private final Replica replica;

    Snapshots(Replica replica) {
        this.replica = replica;
    }

    /** Takes a row; the progress after it says which snapshot it belongs to. */
    Progress row(Change.SnapshotRow row, long millis, Progress progress) {
        Progress now = progress;
        if (row.position() != progress.tables() && row.position() != progress.snapshot()) {
            requireNotBehind(row.position(), Math.max(progress.applied(), progress.snapshot()));
            now = progress.inSnapshot(row.position());
        }
        if (replica.keeps(row.row().table())) {
            Key key = replica.snapshotKey(row.row(), row.position())
                    .orElseThrow(() -> BrokenLog.withoutKey(row.row().table(), row.position()));
            replica.confirm(key, row.row(), new Moment(row.position(), millis));
        }
        return row.last() && row.position() == now.snapshot() ? complete(replica.tables(), millis, now) : now;
    }

    /** The full snapshot that is being read, if any, is complete. */
    Progress complete(Collection<TableName> tables, long millis, Progress progress) {
        if (progress.snapshot() == 0) {
            return progress;
        }
        replica.endUnconfirmed(
                tables.stream().filter(replica::keeps).toList(), new Moment(progress.snapshot(), millis));
        return progress.applied(progress.snapshot());
    }

    /** The capture says that a full snapshot is complete: its last row may have said so, and there may be no row. */
    Progress complete(ControlRecord.SnapshotComplete snapshot, long millis, Progress progress) {
        Progress now = progress;
        if (snapshot.position() != progress.applied()) {
            requireNotBehind(snapshot.position(), progress.applied());
            now = complete(snapshot.tables(), millis, progress.inSnapshot(snapshot.position()));
        }
        replica.completeOnly(snapshot.tables());
        return now.applied(snapshot.position());
    }

    /** A snapshot of single tables begins; all that it contains must be applied, and nothing else. */
    Progress begin(ControlRecord.TablesBegin begin, Progress progress) {
        requireNotBehind(begin.position(), progress.applied());
        return progress.inTables(begin.position());
    }

    /** A snapshot of single tables is complete. */
    Progress complete(ControlRecord.TablesComplete complete, long millis, Progress progress) {
        if (complete.position() != progress.tables()) {
            throw new BrokenLog("The end of a snapshot of " + complete.tables() + " at position " + complete.position()
                    + " came without its beginning: the log lacks records. " + BrokenLog.START_ANEW);
        }
        replica.endUnconfirmed(
                complete.tables().stream().filter(replica::keeps).toList(), new Moment(complete.position(), millis));
        return progress.tablesApplied();
    }

    /** Positions of one database only grow. */
    static void requireNotBehind(long position, long reached) {
        if (position < reached) {
            throw new BrokenLog("A snapshot at position " + position + " is behind position " + reached
                    + ", which is applied already. The database is another one, or was restored to"
                    + " an earlier state. Give it a source name of its own.");
        }
    }
}

package io.tidings.capture;

/** What is said when a capture must not begin where an earlier one ended. */
final class Sentences {

    static final String REPAIR = "changes are missing; start the capture once with --new-snapshot.";

    private final CaptureSettings settings;

    Sentences(CaptureSettings settings) {
        this.settings = settings;
    }

    String otherCluster() {
        return "Source '" + settings.source() + "' was captured from another database cluster than "
                + settings.database().address()
                + ". Correct the address, or capture this one under another source name.";
    }

    String placeTaken(LogPlace place, String owner) {
        return "The source '" + owner + "' is captured into " + place + " already, and each source has one to itself."
                + " Give '" + settings.source() + "' another one by capture.partition; a topic whose partitions are all"
                + " taken cannot grow, take another one by topics.changes.";
    }

    String placeChanged(LogPlace before, LogPlace now) {
        return "The source '" + settings.source() + "' was captured into " + before + ", and is to be captured into "
                + now
                + ", which lacks its rows. Correct topics.changes and capture.partition, or start the capture once"
                + " with --new-snapshot.";
    }

    String logMadeAnew(LogPlace place) {
        return "The topic " + place.topic() + " was deleted and made anew since the capture of source '"
                + settings.source()
                + "' last wrote it, so what it held is gone. Start the capture once with --new-snapshot, which fills it"
                + " again, and have the enricher begin there by --from-snapshot. Audit rows that it had not read have no"
                + " event; `./tidings reconcile` names them.";
    }

    String databaseWentBack(LastEnd last, Server server) {
        return "The database " + settings.database().address() + " went back behind what was captured from it: the last"
                + " transaction in the log committed at " + Lsn.text(last.position()) + " of timeline "
                + last.timeline() + ", and is not part of the database's timeline " + server.timeline()
                + ", as after a restore or a failover to a server that lacked it. What was published of it cannot be"
                + " taken back, and positions of what comes now are taken. Capture the database under another source"
                + " name, or bring back the one that has the transaction.";
    }

    String slotGone() {
        return "The replication slot '" + slot() + "' is gone from "
                + settings.database().address() + ", so changes since the last run cannot be read any more."
                + " Start the capture once with --new-snapshot.";
    }

    String slotMadeAgain() {
        return "The replication slot '" + slot() + "' is not the one that this capture read from: it begins after the"
                + " last transaction in the log, so changes are missing. Start the capture once with --new-snapshot.";
    }

    String slotLost() {
        return "The database has removed write-ahead log that the replication slot '" + slot()
                + "' still needed (see max_slot_wal_keep_size), so changes are missing."
                + " Start the capture once with --new-snapshot.";
    }

    String slotOfSomethingElse() {
        return "The replication slot '" + slot()
                + "' belongs to another database or another plugin. Choose another slot name.";
    }

    String slotUnknown() {
        return "The replication slot '" + slot() + "' exists, but this Kafka has no offset for source '"
                + settings.source() + "'. If another Kafka has it, correct bootstrap.servers; if nobody needs the slot,"
                + " run " + dropStatement() + " and start again, which takes a new snapshot.";
    }

    String budgetPassed(long retainedBytes) {
        return "The database keeps " + retainedBytes + " bytes of write-ahead log for the replication slot '" + slot()
                + "', more than capture.slot-budget allows ("
                + settings.engine().policy().budgetBytes() + ").";
    }

    String slotDropped(long retainedBytes) {
        return budgetPassed(retainedBytes) + " The capture has dropped the slot, as capture.slot-budget-action says, so"
                + " that the database can remove it, and takes a new snapshot by itself.";
    }

    private String dropStatement() {
        return "select pg_drop_replication_slot('" + slot() + "')";
    }

    private String slot() {
        return settings.engine().slot();
    }
}

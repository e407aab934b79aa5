package io.tidings.enricher.log;

import io.tidings.contracts.catalog.TableName;

/**
 * The log breaks a promise that exactness rests on. The enricher stops: going on would be guessing. The message says
 * what was found, where, and what to do.
 */
public final class BrokenLog extends RuntimeException {
    /** What helps when the log has a hole, or when the state does not fit it: another beginning. */
    public static final String START_ANEW =
            "Start the capture once with --new-snapshot and the enricher once with --from-snapshot: it begins again at that"
                    + " snapshot, and audit rows that were not told before it get no event; `./tidings reconcile` names them"
                    + " (docs/operations.md).";

    private static final long serialVersionUID = 1L;

    public BrokenLog(String sentence) {
        super(sentence);
    }

    /** A row cannot be told from others of its table. */
    public static BrokenLog withoutKey(TableName table, long position) {
        return new BrokenLog("A row of " + table + " at position " + position + " lacks a column of the primary key."
                + " The table's key is not the one in the catalog; write the catalog anew with"
                + " `./tidings contracts catalog` and start again.");
    }

    /** Nothing tells which row of a table without primary key an update changed. */
    public static BrokenLog withoutBefore(TableName table, long position) {
        return new BrokenLog(
                "An update of " + table + " at position " + position + " came without the row that it changed,"
                        + " and the table has no primary key. Run: alter table " + table + " replica identity full; "
                        + START_ANEW);
    }
}

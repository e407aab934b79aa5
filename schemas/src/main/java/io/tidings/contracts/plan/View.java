package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import java.util.List;
import java.util.Optional;

/** The captured tables as they stood at one position. Reading has no side effects. */
public interface View {

    /** The row with that primary key. */
    Optional<Row> row(TableName table, Key key);

    /**
     * All rows whose column holds the value, in no particular order. Only columns that a contract looks up are known
     * this way.
     *
     * @param value as {@link Text#of} gives it
     */
    List<Row> rows(TableName table, String column, String value);

    /** Why that table cannot be read as it stood at the position, a reason that continues a sentence; empty if it can. */
    default Optional<String> doubt(TableName table) {
        return Optional.empty();
    }

    /** The same rows, read by somebody who wants to go back to when what was read was different. */
    Trace trace();
}

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

    /**
     * The most recent row with that key that this view no longer shows, with the view of the moment before the
     * transaction that ended it.
     */
    Optional<Place> lastSeen(TableName table, Key key);
}

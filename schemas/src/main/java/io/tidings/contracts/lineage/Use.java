package io.tidings.contracts.lineage;

/** What a column is to a field of an event, or to the event as a whole. */
public enum Use {
    /** The field shows its value. */
    VALUE,
    /** It says which row the root is, at which the field's path begins. */
    ROOT,
    /** The path goes from it, or to the row that it identifies, by {@code ->}. */
    FOLLOW,
    /** The path goes from it, or to the rows that hold a value in it, by {@code <-}. */
    GATHER,
    /** It decides whether a row passes a filter. */
    FILTER,
    /** It decides which row comes first. */
    ORDER,
    /** It decides whether there is an event at all. */
    TRIGGER
}

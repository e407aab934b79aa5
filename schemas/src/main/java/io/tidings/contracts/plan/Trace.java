package io.tidings.contracts.plan;

/** A view that takes note of what is read through it. */
public interface Trace extends View {

    /** The latest moment before this one at which any of what was read through this view was different. */
    Earlier before();

    /** A moment before. */
    sealed interface Earlier {

        /** The database as it stood then. */
        record Moment(View view) implements Earlier {}

        /** It was never different, as far back as the log goes. */
        record Never() implements Earlier {}

        /** It was different, and how is forgotten: longer ago than the retention. */
        record Forgotten() implements Earlier {}
    }
}

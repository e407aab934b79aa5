package io.tidings.log;

/** How an update in the log shows a value that is stored out of line and that it left as it was. */
public final class Unchanged {
    /**
     * What the capture has the engine write in the value's stead: drawn once at random, so that no application ever
     * means it, and the same for good, so that every reader knows it.
     */
    public static final String PLACEHOLDER = "tidings:unchanged:4f0d9c52-8f0b-4a57-9a3e-6c1b7e52d8a4";

    /** What Debezium writes unless it is told otherwise: a log that our capture did not write has this one. */
    public static final String DEBEZIUMS_PLACEHOLDER = "__debezium_unavailable_value";

    private Unchanged() {}
}

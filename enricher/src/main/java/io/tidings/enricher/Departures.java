package io.tidings.enricher;

import java.util.HashMap;
import java.util.Map;
import java.util.function.ObjIntConsumer;

/**
 * What leaves with the Kafka transaction that a thread has open. It is told when that transaction has committed, which is
 * when readers can see it, and forgotten when the transaction is given up.
 */
final class Departures {
    private final ThreadLocal<Map<Departure, Integer>> open = ThreadLocal.withInitial(HashMap::new);
    private final ObjIntConsumer<Departure> committed;
    private final TransactionSpans spans;

    /** What a departure is. */
    enum Kind {
        EVENT,
        DEAD_LETTER,
        REDRIVEN,
        UNREADABLE,
        UNMAPPED,
        TRANSACTION
    }

    /**
     * Something that leaves.
     *
     * @param name the event's topic, or the action that no contract names
     * @param detail of a dead letter the field that its first reason is about
     * @param commitMillis when its database transaction committed, milliseconds since the epoch
     */
    record Departure(Kind kind, String name, String detail, long commitMillis) {}

    Departures(ObjIntConsumer<Departure> committed, TransactionSpans spans) {
        this.committed = committed;
        this.spans = spans;
    }

    void add(Departure departure) {
        open.get().merge(departure, 1, Integer::sum);
    }

    void committed() {
        open.get().forEach(committed::accept);
        open.get().clear();
        spans.committed();
    }

    void aborted() {
        open.get().clear();
        spans.aborted();
    }
}

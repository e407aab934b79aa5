package io.tidings.contracts.lineage;

/**
 * Where the path of a field, or of the record around it, begins.
 *
 * @param name a root's name; of what is compared, a field's
 */
public record Origin(String name, Manner manner) {

    /** At which moment the root is looked at. */
    public enum Manner {
        /** At the commit of what the event tells. */
        NOW,
        /** Then or, when there is nothing, when there was something last: {@code last(…)}. */
        LAST,
        /** At the latest earlier event about it: {@code root@previous}. */
        PREVIOUS,
        /** Not at all: the field compares what other fields show, as {@code @changes} says. */
        COMPARED
    }

    /** As contracts write it. */
    @Override
    public String toString() {
        return switch (manner) {
            case NOW -> name;
            case LAST -> "last(" + name + ")";
            case PREVIOUS -> name + "@previous";
            case COMPARED -> "@changes(" + name + ")";
        };
    }
}

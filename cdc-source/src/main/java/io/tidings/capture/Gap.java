package io.tidings.capture;

import java.time.Instant;
import java.util.Optional;

/**
 * A time in which audit rows may have been committed that did not come, and have no events. It is remembered until somebody
 * settles it.
 *
 * @param id tells it from the other gaps of its source
 * @param revision grows with everything that happens to it, so that what is asked of it is about the gap as it was seen
 * @param from when the audit table was last known to be covered; empty when that is not known
 * @param until when it was covered again; empty as long as it is not
 * @param ofAnyAge whether rows that did not come may be older: they were written into another table
 * @param reason why rows may not have come, the beginning of a sentence
 */
public record Gap(
        String id, int revision, Optional<Instant> from, Optional<Instant> until, boolean ofAnyAge, String reason) {
    private static final String NONE = "-";

    /** Whether audit rows still do not come. */
    public boolean isOpen() {
        return until.isEmpty();
    }

    /** What is so and what it means. */
    public String sentence() {
        return reason + ": audit rows " + period() + " may be without events.";
    }

    private String period() {
        String since = ofAnyAge || from.isEmpty() ? "of any age" : "that committed since " + from.get();
        return until.map(time -> since + " until " + time).orElse(since + ", and those that commit now,");
    }

    Gap closed(Instant time, boolean older) {
        return new Gap(id, revision + 1, from, Optional.of(time), ofAnyAge || older, reason);
    }

    /** The same after some of its rows have been told. */
    Gap partlyTold() {
        return new Gap(id, revision + 1, from, until, ofAnyAge, reason);
    }

    String text() {
        return revision + " " + text(from) + " " + text(until) + " " + ofAnyAge + " " + reason;
    }

    static Gap parse(String id, String text) {
        String[] parts = text.split(" ", 5);
        return new Gap(
                id,
                Integer.parseInt(parts[0]),
                instant(parts[1]),
                instant(parts[2]),
                Boolean.parseBoolean(parts[3]),
                parts[4]);
    }

    private static String text(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(NONE);
    }

    private static Optional<Instant> instant(String text) {
        return NONE.equals(text) ? Optional.empty() : Optional.of(Instant.parse(text));
    }
}

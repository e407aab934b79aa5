package io.tidings.enricher;

import java.util.Locale;

/** What became of something that was to be an event: the {@code outcome} of a record among the dead letters. */
public enum LetterOutcome {
    /** Its contract rejects it; it can be evaluated again. */
    REJECTED("Its contract rejects it."),
    /** A record of the log that is no envelope. */
    UNREADABLE("It is no record of the log."),
    /** It was evaluated again and is an event now. */
    REDRIVEN("It is an event now."),
    /** It cannot be evaluated again. */
    FORGOTTEN("How the database stood then is forgotten: longer ago than the retention."),
    /** It was to be evaluated again and is not open. */
    NOT_OPEN("It is not open: redriven before, never rejected, or longer ago than the retention."),
    /** It was to be evaluated again and there is no contract of its topic any more. */
    NO_CONTRACT("There is no contract of its topic any more.");

    private final String reason;

    LetterOutcome(String reason) {
        this.reason = reason;
    }

    /** As it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Why, when nothing more is known. */
    String reason() {
        return reason;
    }
}

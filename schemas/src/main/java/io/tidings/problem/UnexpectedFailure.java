package io.tidings.problem;

import org.jspecify.annotations.Nullable;

/** A failure that Tidings does not know. The message says so, and what is known of it. */
public final class UnexpectedFailure extends Refusal {

    private static final long serialVersionUID = 1L;

    /**
     * Tells of a failure.
     *
     * @param known what is known: one sentence or two
     */
    public UnexpectedFailure(String known, @Nullable Throwable cause) {
        super(
                known
                        + " This failure is unexpected, and nothing is known of what helps; what is in Kafka stays as it is."
                        + " Run it with --debug to see more, and report it.",
                cause);
    }
}

package io.tidings.problem;

import org.jspecify.annotations.Nullable;

/**
 * Something that whoever started the program must put right first; the message is a sentence that says what to do. It
 * is shown as it is, without a stack trace.
 */
public class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Refuses with a sentence. */
    public Refusal(String sentence) {
        super(sentence);
    }

    /** Refuses with a sentence; the cause is shown only when the user asks for it. */
    public Refusal(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }
}

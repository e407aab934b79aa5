package io.tidings.problem;

/** Something that whoever started the program must put right first; the message is a sentence that says what to do. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Refuses with a sentence. */
    public Refusal(String sentence) {
        super(sentence);
    }

    /** Refuses with a sentence; the cause is shown only when the user asks for it. */
    public Refusal(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

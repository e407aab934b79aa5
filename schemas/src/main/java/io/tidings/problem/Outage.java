package io.tidings.problem;

/**
 * Something that the program depends on is away. It comes back without anybody changing a setting, so the same is to be tried
 * again; nobody ends because of it.
 */
public final class Outage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Tells of an outage.
     *
     * @param sentence what is away and how that shows, one sentence or two
     * @param cause for whoever asks for more
     */
    public Outage(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /** Tells of an outage that no exception tells of. */
    public Outage(String sentence) {
        super(sentence);
    }
}

package io.tidings.enricher.log;

/**
 * The log breaks a promise that exactness rests on. The enricher stops: going on would be guessing. The message says
 * what was found, where, and what to do.
 */
public final class BrokenLog extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenLog(String sentence) {
        super(sentence);
    }
}

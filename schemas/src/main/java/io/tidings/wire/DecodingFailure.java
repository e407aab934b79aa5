package io.tidings.wire;

import org.jspecify.annotations.Nullable;

/**
 * An event could not be read. The type tells what to do next: {@link Passing}: try the same record again, later; {@link
 * Lasting}: the record will never be read like this; stop, or put it aside and go on. The message is a sentence.
 */
public abstract sealed class DecodingFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private DecodingFailure(String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
    }

    /** The registry could not be asked now. */
    public static final class Passing extends DecodingFailure {
        private static final long serialVersionUID = 1L;

        Passing(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    /** The record, its schema or the registry's address is not what the reader expects. */
    public static final class Lasting extends DecodingFailure {
        private static final long serialVersionUID = 1L;

        Lasting(String sentence) {
            super(sentence, null);
        }

        Lasting(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }
}

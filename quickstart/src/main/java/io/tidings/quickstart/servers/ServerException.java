package io.tidings.quickstart.servers;

import io.tidings.problem.Refusal;
import org.jspecify.annotations.Nullable;

/** A server did not start; the message is one sentence that says what to do about it. */
public final class ServerException extends Refusal {

    private static final long serialVersionUID = 1L;

    ServerException(String message) {
        super(message);
    }

    ServerException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}

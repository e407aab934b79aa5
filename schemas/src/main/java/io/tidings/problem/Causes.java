package io.tidings.problem;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is behind an exception: Kafka's clients, the JDBC driver and Debezium wrap what they mean. */
public final class Causes {

    /** Beyond this a chain of causes goes round in a circle. */
    private static final int DEPTH_LIMIT = 20;

    private Causes() {}

    /** The outermost of the failure and its causes that is of the type. */
    public static <T extends Throwable> Optional<T> find(@Nullable Throwable failure, Class<T> type) {
        Throwable cause = failure;
        for (int depth = 0; depth < DEPTH_LIMIT && cause != null; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }

    /** The first line of what the innermost cause says, without a full stop; its type when it says nothing. */
    public static String reason(Throwable failure) {
        Throwable innermost = failure;
        for (int depth = 0; depth < DEPTH_LIMIT && innermost.getCause() != null; depth++) {
            innermost = innermost.getCause();
        }
        return Objects.requireNonNullElse(innermost.getMessage(), "")
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse(innermost.getClass().getSimpleName())
                .replaceFirst("\\.$", "");
    }
}

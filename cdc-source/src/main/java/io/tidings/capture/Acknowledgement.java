package io.tidings.capture;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says what may be acknowledged to the database: always one transaction less than is durable. The engine can skip rows
 * of the transaction that follows an acknowledged one after a restart, because that transaction's first rows can have
 * the same LSN as the acknowledged END; so what follows must have been delivered already.
 *
 * @param <T> what stands for an END
 */
final class Acknowledgement<T> {

    private @Nullable T previous;
    private long previousPosition;

    /**
     * Takes the next END, in the engine's order.
     *
     * @return the END that may be acknowledged as soon as this one is durable; empty for the first one, and when the
     *     engine has gone back and sends again
     */
    Optional<T> end(long position, T end) {
        Optional<T> safe = position > previousPosition ? Optional.ofNullable(previous) : Optional.empty();
        previous = end;
        previousPosition = position;
        return safe;
    }

    /**
     * Takes the end of the first snapshot. It has no processed LSN, and from such an offset the engine streams all that
     * the slot has, without looking for a place to resume: nothing can be skipped.
     *
     * @return the end of the snapshot as long as no transaction has been seen, else nothing
     */
    Optional<T> snapshotComplete(T marker) {
        return previous == null ? Optional.of(marker) : Optional.empty();
    }
}

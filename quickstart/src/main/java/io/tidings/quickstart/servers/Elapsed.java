package io.tidings.quickstart.servers;

import java.time.Duration;

/** How long something took. */
final class Elapsed {

    private Elapsed() {}

    /** Milliseconds since a reading of {@link System#nanoTime()}. */
    static long millisSince(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime).toMillis();
    }
}

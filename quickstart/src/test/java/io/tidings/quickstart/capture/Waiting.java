package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.fail;

import io.tidings.capture.Capture;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits until a capture says what it waits for, or until something is so. */
final class Waiting {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private Waiting() {}

    static void until(Capture capture, String sentence) throws InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (!capture.waitsFor().filter(text -> text.contains(sentence)).isPresent()) {
            if (System.nanoTime() > deadline) {
                fail("It waits for " + capture.waitsFor() + " and not for: " + sentence);
            }
            Thread.sleep(20);
        }
    }

    static void until(Duration limit, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("It has not come to that within " + limit);
            }
            Thread.sleep(20);
        }
    }
}

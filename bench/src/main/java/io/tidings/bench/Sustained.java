package io.tidings.bench;

import java.io.IOException;
import java.util.Optional;

/** Searches the highest rate at which a pipe does not fall behind. */
record Sustained(Pipe pipe, int seconds) {
    private static final int STEPS = 5;

    /** What was measured at the highest rate that was kept up with, if any was; found by halving. */
    Optional<EndToEnd> below(double limit) throws IOException, InterruptedException {
        Optional<EndToEnd> best = Optional.empty();
        double kept = 0;
        double missed = limit;
        for (int step = 0; step < STEPS; step++) {
            int rate = (int) Math.ceil((kept + missed) / 2);
            EndToEnd tried = pipe.measure(new Load(rate, seconds));
            System.err.printf("  tried %,d/s: %,.0f rows behind at the end%n", rate, tried.lagAtEnd());
            if (tried.keptUp(rate)) {
                kept = rate;
                best = Optional.of(tried);
            } else {
                missed = rate;
            }
        }
        return best;
    }
}

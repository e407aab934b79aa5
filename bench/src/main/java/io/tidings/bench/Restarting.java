package io.tidings.bench;

import io.tidings.contracts.plan.Contracts;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** An enricher that is started three times: with nothing, with its local state, and with Kafka's copy of it only. */
final class Restarting {
    private static final double NANOS = 1e9;

    private final Scene.Surroundings surroundings;
    private final FilledLog log;
    private final String application;
    private final Contracts contracts;

    Restarting(Scene.Surroundings surroundings, FilledLog log, String application, Contracts contracts) {
        this.surroundings = surroundings;
        this.log = log;
        this.application = application;
        this.contracts = contracts;
    }

    Restarted measure() throws IOException, InterruptedException, ExecutionException {
        double read = readSeconds();
        double warm = runningSeconds();
        Scene.delete(surroundings.directory().resolve(application));
        double cold = runningSeconds();
        return new Restarted(read, warm, cold, surroundings.bytes(application));
    }

    private double readSeconds() throws InterruptedException, ExecutionException {
        try (BenchedEnricher enricher = enricher()) {
            long begun = System.nanoTime();
            enricher.start();
            enricher.awaitCommitted(log.end());
            return secondsSince(begun);
        }
    }

    private double runningSeconds() throws InterruptedException {
        try (BenchedEnricher enricher = enricher()) {
            long begun = System.nanoTime();
            enricher.start();
            enricher.awaitRunning();
            return secondsSince(begun);
        }
    }

    private BenchedEnricher enricher() {
        return new BenchedEnricher(surroundings, log, application, contracts);
    }

    private static double secondsSince(long begun) {
        return (System.nanoTime() - begun) / NANOS;
    }
}

package io.tidings.bench;

import io.tidings.contracts.plan.Contracts;
import java.io.IOException;
import java.util.concurrent.ExecutionException;

/** One enricher without state reads the whole log; it is measured from the end of the snapshot on. */
final class Reading {
    private static final double NANOS = 1e9;

    private final Scene.Surroundings surroundings;
    private final FilledLog log;

    Reading(Scene.Surroundings surroundings, FilledLog log) {
        this.surroundings = surroundings;
        this.log = log;
    }

    /**
     * Reads.
     *
     * @param application of which Kafka knows nothing yet
     * @param rows audit rows in the log
     */
    Measured measure(String application, Contracts contracts, long rows)
            throws IOException, InterruptedException, ExecutionException {
        try (BenchedEnricher enricher = new BenchedEnricher(surroundings, log, application, contracts)) {
            enricher.start();
            enricher.awaitCommitted(log.snapshotEnd());
            WorkingThread thread = WorkingThread.of(application);
            long from = enricher.committed();
            double cpu = thread.cpuSeconds();
            long allocated = thread.allocatedBytes();
            long begun = System.nanoTime();
            enricher.awaitCommitted(log.end());
            double seconds = (System.nanoTime() - begun) / NANOS;
            double share = (double) (log.end() - from) / (log.end() - log.snapshotEnd());
            return new Measured(
                    Math.round(rows * share),
                    seconds,
                    thread.cpuSeconds() - cpu,
                    thread.allocatedBytes() - allocated,
                    enricher.changelogBytes(),
                    surroundings.bytes(application),
                    WorkingThread.residentBytes());
        }
    }
}

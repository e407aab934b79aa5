package io.tidings.bench;

import io.tidings.contracts.plan.Contracts;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** An enricher without state reads the whole log; it is measured from the end of the snapshot on. */
final class Reading {
    private static final double NANOS = 1e9;

    private final Scene.Surroundings surroundings;
    private final FilledLog log;
    private final int instances;

    Reading(Scene.Surroundings surroundings, FilledLog log, int instances) {
        this.surroundings = surroundings;
        this.log = log;
        this.instances = instances;
    }

    /**
     * Reads.
     *
     * @param application of which Kafka knows nothing yet
     * @param contracts of each source of the log
     * @param rows audit rows in the log, of all sources
     */
    Measured measure(String application, List<Contracts> contracts, long rows)
            throws IOException, InterruptedException, ExecutionException {
        try (BenchedEnricher enricher = new BenchedEnricher(surroundings, log, application, contracts, instances)) {
            enricher.start();
            enricher.awaitCommitted(log.snapshotEnd());
            WorkingThreads threads = WorkingThreads.of(application);
            long from = enricher.committed();
            double cpu = threads.cpuSeconds();
            long allocated = threads.allocatedBytes();
            long begun = System.nanoTime();
            enricher.awaitCommitted(log.end());
            double seconds = (System.nanoTime() - begun) / NANOS;
            return new Measured(
                    Math.round(rows * log.shareBehind(from)),
                    seconds,
                    threads.cpuSeconds() - cpu,
                    threads.allocatedBytes() - allocated,
                    enricher.changelogBytes(),
                    surroundings.bytes(application),
                    WorkingThreads.residentBytes());
        }
    }
}

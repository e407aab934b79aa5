package io.tidings.bench;

import io.tidings.command.Options;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.Enricher;
import io.tidings.enricher.EnricherSettings;
import io.tidings.problem.Refusal;
import io.tidings.registry.RegistrySettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** One enricher without state reads the whole log; it is measured from the end of the snapshot on. */
final class Reading {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final double NANOS = 1e9;

    private final Map<String, Object> kafka;
    private final URI registry;
    private final Path directory;
    private final FilledLog log;

    Reading(Map<String, Object> kafka, URI registry, Path directory, FilledLog log) {
        this.kafka = kafka;
        this.registry = registry;
        this.directory = directory;
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
        Path state = directory.resolve(application);
        try (Admin admin = Admin.create(kafka);
                Enricher enricher = new Enricher(settings(application, state), contracts)) {
            enricher.start();
            await(admin, application, log.snapshotEnd(), enricher);
            WorkingThread thread = WorkingThread.of(application);
            long from = committed(admin, application);
            double cpu = thread.cpuSeconds();
            long allocated = thread.allocatedBytes();
            long begun = System.nanoTime();
            await(admin, application, log.end(), enricher);
            double seconds = (System.nanoTime() - begun) / NANOS;
            double share = (double) (log.end() - from) / (log.end() - log.snapshotEnd());
            return new Measured(
                    Math.round(rows * share),
                    seconds,
                    thread.cpuSeconds() - cpu,
                    thread.allocatedBytes() - allocated,
                    changelogBytes(admin, application),
                    bytes(state),
                    WorkingThread.residentBytes());
        }
    }

    static Contracts contracts() {
        return Options.compile(Path.of(System.getProperty("tidings.home", "."), "bench/src/main/contracts"));
    }

    private EnricherSettings settings(String application, Path state) {
        return new EnricherSettings(
                application,
                "bench",
                kafka,
                RegistrySettings.of(registry),
                true,
                new EnricherSettings.Topics(
                        log.topic(), application + ".dead-letters", application + ".", 1, (short) 1),
                Optional.of(state),
                Duration.ofMillis(100),
                Duration.ofDays(7));
    }

    private void await(Admin admin, String application, long offset, Enricher enricher)
            throws InterruptedException, ExecutionException {
        while (committed(admin, application) < offset) {
            if (enricher.failure().isDone()) {
                throw new Refusal(
                        "The enricher stopped: " + enricher.failure().join().getMessage());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    private long committed(Admin admin, String application) throws InterruptedException, ExecutionException {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets(application)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(log.topic(), 0));
        return offset == null ? 0 : offset.offset();
    }

    private static long changelogBytes(Admin admin, String application)
            throws InterruptedException, ExecutionException {
        return admin
                .describeLogDirs(admin.describeCluster().nodes().get().stream()
                        .map(node -> node.id())
                        .toList())
                .allDescriptions()
                .get()
                .values()
                .stream()
                .flatMap(directories -> directories.values().stream())
                .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                .filter(replica -> replica.getKey().topic().startsWith(application)
                        && replica.getKey().topic().endsWith("-changelog"))
                .mapToLong(replica -> replica.getValue().size())
                .sum();
    }

    private static long bytes(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}

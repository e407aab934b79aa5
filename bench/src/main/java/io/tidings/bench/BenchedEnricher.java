package io.tidings.bench;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.opentelemetry.api.trace.TracerProvider;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.Enricher;
import io.tidings.enricher.EnricherSettings;
import io.tidings.problem.Refusal;
import io.tidings.registry.RegistrySettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * An enricher of the log that is measured, in this process, with the settings that are the default: one or more instances of
 * one application, each with a thread.
 */
final class BenchedEnricher implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final FilledLog log;
    private final String application;
    private final Admin admin;
    private final List<Enricher> instances;

    /** Makes one instance; its state is in the directory of the application's name. */
    BenchedEnricher(Scene.Surroundings surroundings, FilledLog log, String application, Contracts contracts) {
        this(surroundings, log, application, List.of(contracts), 1);
    }

    /** Makes so many instances, for a log of that many sources as there are contracts. */
    BenchedEnricher(
            Scene.Surroundings surroundings,
            FilledLog log,
            String application,
            List<Contracts> contracts,
            int instances) {
        this.log = log;
        this.application = application;
        this.admin = Admin.create(surroundings.kafka());
        this.instances = IntStream.range(0, instances)
                .mapToObj(number -> new Enricher(
                        settings(surroundings, "bench" + number),
                        contracts,
                        new CompositeMeterRegistry(),
                        TracerProvider.noop().get("")))
                .toList();
    }

    private EnricherSettings settings(Scene.Surroundings surroundings, String instance) {
        return new EnricherSettings(
                application,
                instance,
                surroundings.kafka(),
                RegistrySettings.of(surroundings.registry()),
                true,
                new EnricherSettings.Topics(log.topic(), application + ".dead-letters", application + ".", 1, (short)
                        surroundings.copies()),
                Optional.of(surroundings.directory().resolve(application).resolve(instance)),
                Duration.ofMillis(20),
                Duration.ofDays(7));
    }

    void start() {
        instances.forEach(Enricher::start);
    }

    void awaitRunning() throws InterruptedException {
        for (Enricher enricher : instances) {
            if (!enricher.awaitRunning(LIMIT)) {
                throw new Refusal("The enricher does not run after " + LIMIT.toMinutes() + " minutes.");
            }
        }
    }

    /** Waits until as many records are done for good, of all partitions together, as are before that offset of each. */
    void awaitCommitted(long offset) throws InterruptedException, ExecutionException {
        while (committed() < offset * log.sources()) {
            for (Enricher enricher : instances) {
                if (enricher.failure().isDone()) {
                    throw new Refusal(
                            "The enricher stopped: " + enricher.failure().join().getMessage());
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** The offsets of the log before which everything is done for good, summed over its partitions. */
    long committed() throws InterruptedException, ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(application)
                .partitionsToOffsetAndMetadata()
                .get();
        return log.partitions().stream()
                .map(committed::get)
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    /** How large its changelogs are, on the broker's disk. */
    long changelogBytes() throws InterruptedException, ExecutionException {
        return Changelogs.bytes(admin, application);
    }

    @Override
    public void close() {
        instances.forEach(Enricher::close);
        admin.close();
    }
}

package io.tidings.bench;

import io.tidings.command.Options;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.Enricher;
import io.tidings.enricher.EnricherSettings;
import io.tidings.problem.Refusal;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** An enricher of the log that is measured, in this process, with the settings that are the default. */
final class BenchedEnricher implements AutoCloseable {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);
    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final FilledLog log;
    private final String application;
    private final Admin admin;
    private final Enricher enricher;

    /** Makes it; its state is in the directory of its name. */
    BenchedEnricher(Scene.Surroundings surroundings, FilledLog log, String application, Contracts contracts) {
        this.log = log;
        this.application = application;
        this.admin = Admin.create(surroundings.kafka());
        this.enricher = new Enricher(settings(surroundings), contracts);
    }

    static Contracts contracts() {
        return Options.compile(Path.of(System.getProperty("tidings.home", "."), "bench/src/main/contracts"));
    }

    private EnricherSettings settings(Scene.Surroundings surroundings) {
        return new EnricherSettings(
                application,
                "bench",
                surroundings.kafka(),
                RegistrySettings.of(surroundings.registry()),
                true,
                new EnricherSettings.Topics(
                        log.topic(), application + ".dead-letters", application + ".", 1, (short) 1),
                Optional.of(surroundings.directory().resolve(application)),
                Duration.ofMillis(20),
                Duration.ofDays(7));
    }

    void start() {
        enricher.start();
    }

    void awaitRunning() throws InterruptedException {
        if (!enricher.awaitRunning(LIMIT)) {
            throw new Refusal("The enricher does not run after " + LIMIT.toMinutes() + " minutes.");
        }
    }

    /** Waits until everything before that offset of the log is done for good. */
    void awaitCommitted(long offset) throws InterruptedException, ExecutionException {
        while (committed() < offset) {
            if (enricher.failure().isDone()) {
                throw new Refusal(
                        "The enricher stopped: " + enricher.failure().join().getMessage());
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }

    /** The offset of the log before which everything is done for good. */
    long committed() throws InterruptedException, ExecutionException {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets(application)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(new TopicPartition(log.topic(), 0));
        return offset == null ? 0 : offset.offset();
    }

    /** How large its changelogs are, on the broker's disk. */
    long changelogBytes() throws InterruptedException, ExecutionException {
        return Changelogs.bytes(admin, application);
    }

    @Override
    public void close() {
        enricher.close();
        admin.close();
    }
}

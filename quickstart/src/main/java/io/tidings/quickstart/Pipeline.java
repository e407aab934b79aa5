package io.tidings.quickstart;

import io.tidings.capture.AuditColumn;
import io.tidings.capture.Capture;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.DatabaseSettings;
import io.tidings.capture.EngineSettings;
import io.tidings.capture.TopicSettings;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.Enricher;
import io.tidings.enricher.EnricherSettings;
import io.tidings.problem.Refusal;
import io.tidings.quickstart.servers.Database;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Capture and enricher in this process, as they run in two processes beside a production database. */
final class Pipeline implements AutoCloseable {
    static final Duration START_LIMIT = Duration.ofSeconds(60);
    private static final String CHANGES = "tidings.changes";
    private static final String DEAD_LETTERS = "tidings.dead-letters";

    private final Capture capture;
    private final Enricher enricher;

    private Pipeline(Capture capture, Enricher enricher) {
        this.capture = capture;
        this.enricher = enricher;
    }

    /**
     * Starts both; when it returns the snapshot is taken and every further commit becomes an event.
     *
     * @throws Refusal with a sentence when something is not as it must be
     */
    static Pipeline start(Servers servers, Contracts contracts, Path directory) throws InterruptedException {
        Capture capture = new Capture(captureSettings(servers, contracts));
        try {
            capture.start();
            capture.awaitStreaming(START_LIMIT);
            Enricher enricher = new Enricher(enricherSettings(servers, contracts, directory), contracts);
            enricher.start();
            if (!enricher.awaitRunning(START_LIMIT)) {
                enricher.close();
                throw new Refusal(
                        "The enricher does not run after " + START_LIMIT.toSeconds() + " s; run it with --debug.");
            }
            return new Pipeline(capture, enricher);
        } catch (TimeoutException e) {
            capture.close();
            throw new Refusal(String.valueOf(e.getMessage()), e);
        } catch (Refusal e) {
            capture.close();
            throw e;
        }
    }

    static CaptureSettings captureSettings(Servers servers, Contracts contracts) {
        Database database = servers.database();
        String source = contracts.audit().source();
        return new CaptureSettings(
                        source,
                        new DatabaseSettings(
                                database.host(),
                                database.port(),
                                database.name(),
                                database.user(),
                                database.password()),
                        texts(contracts.tables()),
                        texts(contracts.excluded()),
                        kafka(servers),
                        TopicSettings.defaults(1),
                        EngineSettings.defaults(source))
                .with(new AuditColumn(
                        contracts.audit().table(), contracts.audit().id()));
    }

    static EnricherSettings enricherSettings(Servers servers, Contracts contracts, Path directory) {
        return new EnricherSettings(
                applicationId(contracts),
                "quickstart",
                kafka(servers),
                RegistrySettings.of(servers.registry().url()),
                true,
                new EnricherSettings.Topics(CHANGES, DEAD_LETTERS, "", 1, (short) 1),
                Optional.of(directory.resolve("state")),
                Duration.ofMillis(20),
                Duration.ofDays(7));
    }

    static String applicationId(Contracts contracts) {
        return "tidings-" + contracts.audit().source();
    }

    /** Every topic that a consumer can read: one for each event type, and the dead letters. */
    static List<String> topics(Contracts contracts) {
        return Stream.concat(contracts.contracts().stream().map(contract -> contract.topic()), Stream.of(DEAD_LETTERS))
                .toList();
    }

    static boolean isDeadLetter(ReceivedEvent event) {
        return event.topic().equals(DEAD_LETTERS);
    }

    private static Map<String, Object> kafka(Servers servers) {
        return Map.of("bootstrap.servers", servers.broker().bootstrapServers());
    }

    private static Set<String> texts(Set<?> names) {
        return names.stream().map(Object::toString).collect(Collectors.toSet());
    }

    /** What made one of them stop, when one has. */
    Optional<Throwable> failure() {
        Optional<Throwable> ofCapture = Optional.of(capture.stopped().toCompletableFuture())
                .filter(stopped -> stopped.isCompletedExceptionally())
                .map(stopped -> stopped.handle((nothing, failure) -> failure).join());
        return ofCapture.or(() -> Optional.ofNullable(enricher.failure().getNow(null)));
    }

    @Override
    public void close() {
        enricher.close();
        capture.close();
    }
}

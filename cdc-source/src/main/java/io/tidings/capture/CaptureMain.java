package io.tidings.capture;

import io.tidings.command.DatabaseCertificates;
import io.tidings.command.ExitCode;
import io.tidings.command.Options;
import io.tidings.command.Tool;
import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import io.tidings.reconcile.Comparing;
import io.tidings.reconcile.Schedule;
import io.tidings.service.Service;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings capture}: runs the capture until it is told to stop. */
@Command(
        name = "tidings capture",
        description = "Captures the tables that the contracts need into the log of changes, until it is stopped.")
public final class CaptureMain implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Option(
            names = "--snapshot",
            paramLabel = "TABLE",
            description = "Takes a snapshot of this captured table although it has not changed; can be repeated.")
    private Set<String> anew = Set.of();

    @Option(
            names = "--new-snapshot",
            description =
                    "Begins again with a snapshot of all tables and a new slot, once: when the slot is lost or gone.")
    private boolean newSnapshot;

    private CaptureMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new CaptureMain(), Tool.Log.NORMAL, arguments));
    }

    @Override
    public ExitCode call() {
        Configuration configuration = options.configuration();
        Contracts contracts = Options.compile(Options.contractsDirectory(configuration));
        CaptureSettings settings = settings(configuration, contracts);
        Schedule.Times times = Schedule.Times.of(configuration);
        try (Service service = Service.start(configuration, Setting.CAPTURE_HTTP_PORT);
                Capture capture = capture(settings);
                CaptureService shown = CaptureService.show(
                        settings, capture, configuration.duration(Setting.CAPTURE_LAG_LIMIT), service);
                Schedule comparing = Schedule.start(
                        new Comparing(configuration, contracts, settings.database()::connect),
                        times,
                        capture.progress()::captures,
                        service.metrics())) {
            Runtime.getRuntime().addShutdownHook(new Thread(capture::close, "stop-capture"));
            capture.start();
            capture.stopped().toCompletableFuture().join();
            return ExitCode.OK;
        } catch (CompletionException e) {
            throw e.getCause() instanceof Refusal refusal ? refusal : e;
        }
    }

    private Capture capture(CaptureSettings settings) {
        try {
            return newSnapshot ? Capture.withNewSnapshot(settings) : new Capture(settings, anew);
        } catch (IllegalArgumentException e) {
            throw new Refusal("The snapshot cannot be taken: " + e.getMessage() + ".", e);
        }
    }

    /**
     * The capture's part of the configuration.
     *
     * @throws Refusal when a value is out of its range
     */
    public static CaptureSettings settings(Configuration configuration, Contracts contracts) {
        try {
            return new CaptureSettings(
                    contracts.audit().source(),
                    database(configuration),
                    texts(contracts.tables()),
                    texts(contracts.excluded()),
                    configuration.kafka(),
                    topics(configuration),
                    engine(configuration, contracts.audit().source()),
                    Optional.of(new AuditColumn(
                            contracts.audit().table(), contracts.audit().id())));
        } catch (IllegalArgumentException e) {
            throw new Refusal("The configuration cannot be used: " + e.getMessage() + ".", e);
        }
    }

    private static Set<String> texts(Set<?> names) {
        return names.stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static DatabaseSettings database(Configuration configuration) {
        return new DatabaseSettings(
                configuration.text(Setting.DATABASE_HOST),
                configuration.number(Setting.DATABASE_PORT),
                configuration.text(Setting.DATABASE_NAME),
                configuration.text(Setting.DATABASE_USER),
                configuration.text(Setting.DATABASE_PASSWORD),
                configuration.text(Setting.DATABASE_SSLMODE),
                DatabaseCertificates.properties(configuration));
    }

    private static TopicSettings topics(Configuration configuration) {
        return new TopicSettings(
                configuration.text(Setting.TOPICS_CHANGES),
                configuration.text(Setting.TOPICS_OFFSETS),
                configuration.number(Setting.TOPICS_SOURCES),
                configuration.number(Setting.CAPTURE_PARTITION),
                (short) configuration.number(Setting.TOPICS_REPLICATION),
                configuration.duration(Setting.CAPTURE_RETENTION));
    }

    private static EngineSettings engine(Configuration configuration, String source) {
        EngineSettings defaults = EngineSettings.defaults(source);
        return new EngineSettings(
                configuration.text(Setting.CAPTURE_SLOT, defaults.slot()),
                configuration.text(Setting.CAPTURE_PUBLICATION, defaults.publication()),
                configuration.duration(Setting.CAPTURE_POLL_INTERVAL),
                configuration.duration(Setting.CAPTURE_HEARTBEAT_INTERVAL),
                defaults.batchSize(),
                new SlotPolicy(
                        configuration.bytes(Setting.CAPTURE_SLOT_BUDGET),
                        configuration.choice(Setting.CAPTURE_SLOT_BUDGET_ACTION, SlotPolicy.Beyond.class),
                        configuration.flag(Setting.CAPTURE_FAILOVER_SLOT),
                        configuration.flag(Setting.CAPTURE_STANDBY)));
    }
}

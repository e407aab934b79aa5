package io.tidings.enricher;

import io.tidings.command.ExitCode;
import io.tidings.command.Options;
import io.tidings.command.Tool;
import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import io.tidings.service.Service;
import io.tidings.service.Traces;
import io.tidings.wire.SchemaIdPlace;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings enrich}: runs the enricher until it is told to stop. */
@Command(
        name = "tidings enrich",
        description = "Reads the log of changes and writes enriched events, until it is stopped.",
        footer = {
            "",
            "A replay reads the log from its first record into topics of its own, as whole as the first time and with"
                    + " the same bytes:",
            "  ./tidings enrich --from-beginning --topic-prefix replay.",
            "It uses a consumer group and a state of its own, goes on following the log when it has caught up, and"
                    + " continues where it was when it is stopped and started again (docs/replay.md)."
        })
public final class EnrichMain implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Option(names = "--from-beginning", description = "Replays the log from its first record; needs --topic-prefix.")
    private boolean fromBeginning;

    @Option(
            names = "--topic-prefix",
            paramLabel = "PREFIX",
            description = "Put before the name of every event topic, in place of topics.prefix; with --from-beginning"
                    + " also before dead letters, consumer group and state.")
    private @Nullable String topicPrefix;

    @Option(
            names = "--from-snapshot",
            description =
                    "Begins again at the log's next full snapshot, once; for a log or a state that is not whole. What"
                            + " committed before it and was not told gets no event.")
    private boolean fromSnapshot;

    private EnrichMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new EnrichMain(), Tool.Log.NORMAL, arguments));
    }

    @Override
    public ExitCode call() throws InterruptedException {
        Configuration configuration = options.configuration();
        List<Contracts> sources = sources(configuration);
        EnricherSettings settings = asked(settings(configuration, sources), sources);
        EnricherService.Limits limits = new EnricherService.Limits(
                configuration.duration(Setting.ENRICHER_LAG_LIMIT),
                configuration.number(Setting.ENRICHER_DEAD_LETTER_LIMIT));
        try (Service service = Service.start(configuration, Setting.ENRICHER_HTTP_PORT);
                Traces traces = Traces.start(configuration, "tidings-enricher", settings.instanceId());
                Enricher enricher = new Enricher(settings, sources, service.metrics(), traces.tracer());
                EnricherService shown = EnricherService.show(enricher, settings, limits, service)) {
            Runtime.getRuntime().addShutdownHook(new Thread(enricher::close, "stop-enricher"));
            enricher.start();
            Throwable failure = enricher.failure().join();
            throw failure instanceof Refusal refusal ? refusal : new IllegalStateException(failure);
        }
    }

    private static List<Contracts> sources(Configuration configuration) {
        List<Contracts> sources = Options.contractsDirectories(configuration).stream()
                .map(Options::compile)
                .toList();
        Set<String> names = new TreeSet<>();
        for (Contracts contracts : sources) {
            if (!names.add(contracts.audit().source())) {
                throw new Refusal("Two of the directories that `contracts` names are for the source "
                        + contracts.audit().source() + "; each source has a name of its own, in its source.yaml.");
            }
        }
        return sources;
    }

    private EnricherSettings asked(EnricherSettings configured, Collection<Contracts> sources) {
        if (fromSnapshot && fromBeginning) {
            throw new Refusal(
                    "--from-snapshot begins in the middle of the log, and a replay (--from-beginning) is whole; use"
                            + " one of the two.");
        }
        if (fromBeginning) {
            return Replay.settings(configured, sources, topicPrefix == null ? "" : topicPrefix);
        }
        EnricherSettings asked = topicPrefix == null
                ? configured
                : configured.withTopics(configured.topics().withPrefix(topicPrefix));
        return fromSnapshot ? asked.beginningAtASnapshot() : asked;
    }

    /** The enricher's part of the configuration. */
    public static EnricherSettings settings(Configuration configuration, Contracts contracts) {
        return settings(configuration, List.of(contracts));
    }

    private static EnricherSettings settings(Configuration configuration, Collection<Contracts> sources) {
        String stateDirectory = configuration.text(Setting.ENRICHER_STATE_DIRECTORY);
        return new EnricherSettings(
                applicationId(configuration, sources),
                configuration.text(Setting.ENRICHER_INSTANCE_ID, hostName()),
                configuration.kafka(),
                Options.registry(configuration),
                configuration.flag(Setting.REGISTRY_AUTO_REGISTER),
                new EnricherSettings.Topics(
                        configuration.text(Setting.TOPICS_CHANGES),
                        configuration.text(Setting.TOPICS_DEAD_LETTERS),
                        configuration.text(Setting.TOPICS_PREFIX),
                        configuration.number(Setting.TOPICS_PARTITIONS),
                        (short) configuration.number(Setting.TOPICS_REPLICATION),
                        configuration.duration(Setting.TOPICS_RETENTION)),
                stateDirectory.isEmpty() ? Optional.empty() : Optional.of(Path.of(stateDirectory)),
                configuration.duration(Setting.ENRICHER_COMMIT_INTERVAL),
                configuration.duration(Setting.ENRICHER_RETENTION),
                new EventForm(
                        configuration.choice(Setting.WIRE_SCHEMA_ID, SchemaIdPlace.class),
                        Options.treatments(configuration, sources)),
                false,
                configuration.number(Setting.ENRICHER_STANDBY_REPLICAS));
    }

    /** Of several sources, one more must not change the name of what is known of the others. */
    private static String applicationId(Configuration configuration, Collection<Contracts> sources) {
        String only = sources.size() > 1
                ? ""
                : "tidings-" + sources.iterator().next().audit().source();
        String id = configuration.text(Setting.ENRICHER_APPLICATION_ID, only);
        if (id.isEmpty()) {
            throw new Refusal("An enricher of several sources needs a name that stays: set enricher.application-id.");
        }
        return id;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new Refusal("This machine does not know its own name; set enricher.instance-id.", e);
        }
    }
}

package io.tidings.command;

import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.contracts.asyncapi.AsyncApi;
import io.tidings.contracts.asyncapi.Description;
import io.tidings.contracts.asyncapi.Platform;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.lineage.Lineage;
import io.tidings.contracts.page.ContractsPage;
import io.tidings.contracts.page.Documented;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.release.ReleasedFiles;
import io.tidings.contracts.scenario.Scenarios;
import io.tidings.problem.Refusal;
import io.tidings.wire.Example;
import io.tidings.wire.SchemaIdPlace;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code docs}: writes what consumers want to know. */
@Command(
        name = "docs",
        description =
                "Writes asyncapi.yaml, and index.html, which needs no server: every event type with its fields, where"
                        + " they come from, an example, and its versions.")
final class DocsCommand implements Tool.Command {
    private static final String ASYNCAPI = "asyncapi.yaml";
    private static final String PAGE = "index.html";

    @Mixin
    private Options options = new Options();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--output",
            required = true,
            paramLabel = "DIR",
            description = "Where to write; made when it is missing.")
    private Path output = Path.of(".");

    @Mixin
    private ReleaseOptions release = new ReleaseOptions();

    private record Setup(Path directory, Platform platform) {}

    @Override
    public ExitCode call() {
        Configuration configuration = options.configuration();
        Setup setup = new Setup(Options.contractsDirectory(configuration), platform(configuration));
        Catalog catalog = Options.catalog(setup.directory);
        Contracts contracts = Options.compile(setup.directory, catalog);
        Description description =
                new Description(contracts, examples(setup.directory, contracts, catalog), setup.platform);
        Documented documented = new Documented(
                description, Lineage.of(contracts, catalog), released(release.files(setup.directory), contracts));
        write(ASYNCAPI, AsyncApi.yaml(description));
        write(PAGE, ContractsPage.of(documented));
        PrintWriter out = spec.commandLine().getOut();
        out.println(output.resolve(ASYNCAPI) + " and " + output.resolve(PAGE) + " tell of "
                + contracts.contracts().size() + " event types.");
        out.flush();
        return ExitCode.OK;
    }

    private static Map<String, List<Schema>> released(ReleasedFiles files, Contracts contracts) {
        Map<String, List<Schema>> released = new TreeMap<>();
        for (Contract contract : contracts.contracts()) {
            List<Schema> versions = List.copyOf(files.of(contract.topic()).values());
            if (!versions.isEmpty()) {
                released.put(contract.topic(), versions);
            }
        }
        return released;
    }

    /** The first event of each topic that a scenario that passes tells. */
    private static Map<String, Example> examples(Path directory, Contracts contracts, Catalog catalog) {
        Map<String, Example> examples = new TreeMap<>();
        TestCommand.play(directory, contracts, catalog).stream()
                .filter(Scenarios.Result::passed)
                .flatMap(result -> result.told().stream())
                .forEach(told -> {
                    if (told.outcome() instanceof Outcome.Event event) {
                        examples.putIfAbsent(
                                event.contract().topic(), new Example(event, told.occurrence(), told.ordinal()));
                    }
                });
        return examples;
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(output);
            Files.writeString(output.resolve(name), text);
        } catch (IOException e) {
            throw new Refusal(output.resolve(name) + " cannot be written; correct --output.", e);
        }
    }

    private static Platform platform(Configuration configuration) {
        Map<String, Object> kafka = configuration.kafka();
        String brokers = String.valueOf(kafka.get("bootstrap.servers"));
        String protocol = String.valueOf(kafka.getOrDefault("security.protocol", "PLAINTEXT"));
        return new Platform(
                List.of(brokers.split("\\s*,\\s*")),
                protocol.toUpperCase(Locale.ROOT).contains("SSL"),
                configuration.text(Setting.REGISTRY_URL),
                configuration.text(Setting.TOPICS_PREFIX),
                configuration.number(Setting.TOPICS_PARTITIONS),
                configuration.number(Setting.TOPICS_REPLICATION),
                configuration.choice(Setting.WIRE_SCHEMA_ID, SchemaIdPlace.class));
    }
}

package io.tidings.command;

import io.tidings.contracts.asyncapi.AsyncApi;
import io.tidings.contracts.asyncapi.Description;
import io.tidings.contracts.asyncapi.Platform;
import io.tidings.contracts.lineage.Lineage;
import io.tidings.contracts.page.ContractsPage;
import io.tidings.contracts.page.Documented;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    @Option(
            names = "--released",
            paramLabel = "DIR",
            description = "The released schemas, as topic/number.avsc (default: those shipped).")
    private @Nullable Path released;

    private record Setup(Path directory, Platform platform) {}

    @Override
    public Options options() {
        return options;
    }

    @Override
    public ExitCode call() {
        Setup setup = options.configured(
                configuration -> new Setup(options.contractsDirectory(configuration), platform(configuration)));
        Contracts contracts = Options.compile(setup.directory);
        Description description =
                new Description(contracts, Map.of(), contract -> Description.DEFAULT_COMPATIBILITY, setup.platform);
        Documented documented = new Documented(
                description,
                Lineage.of(contracts, Options.catalog(setup.directory)),
                ReleasedSchemas.read(released(), contracts));
        write(ASYNCAPI, AsyncApi.yaml(description));
        write(PAGE, ContractsPage.of(documented));
        PrintWriter out = spec.commandLine().getOut();
        out.println(output.resolve(ASYNCAPI) + " and " + output.resolve(PAGE) + " tell of "
                + contracts.contracts().size() + " event types.");
        out.flush();
        return ExitCode.OK;
    }

    private Path released() {
        return released != null ? released : Path.of(System.getProperty("tidings.home", "."), "schemas", "released");
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
                configuration.number(Setting.TOPICS_REPLICATION));
    }
}

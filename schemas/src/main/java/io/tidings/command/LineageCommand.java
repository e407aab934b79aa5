package io.tidings.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.tidings.contracts.lineage.EventLineage;
import io.tidings.contracts.lineage.Lineage;
import io.tidings.contracts.lineage.LineageJson;
import io.tidings.contracts.lineage.LineageMermaid;
import io.tidings.contracts.lineage.LineageText;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lineage}: which columns each field of an event is made of. */
@Command(
        name = "lineage",
        description = "Tells for every field of every event which columns it is made of, and by which way.")
final class LineageCommand implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            paramLabel = "EVENT",
            description = "Topics of event types, for example product-created; all when none.")
    private List<String> topics = new ArrayList<>();

    @ArgGroup
    private Form form = new Form();

    private static final class Form {
        @CommandLine.Option(names = "--json", description = "As JSON, complete.")
        private boolean json;

        @CommandLine.Option(
                names = "--mermaid",
                description = "As Markdown with a Mermaid picture for each event type.")
        private boolean mermaid;
    }

    @Override
    public ExitCode call() throws IOException {
        Path directory = Options.contractsDirectory(options.configuration());
        Contracts contracts = Options.compile(directory);
        Lineage lineage = Lineage.of(contracts, Options.catalog(directory));
        List<EventLineage> events = topics.isEmpty() ? lineage.events() : wanted(lineage);
        PrintWriter out = spec.commandLine().getOut();
        out.print(text(lineage, events));
        out.flush();
        return ExitCode.OK;
    }

    private List<EventLineage> wanted(Lineage lineage) {
        return topics.stream()
                .map(topic -> lineage.event(topic)
                        .orElseThrow(() -> new Refusal("There is no event type " + topic + "; there are "
                                + lineage.events().stream()
                                        .map(event -> event.contract().topic())
                                        .collect(Collectors.joining(", "))
                                + ".")))
                .toList();
    }

    private String text(Lineage lineage, List<EventLineage> events) throws IOException {
        if (form.json) {
            return new ObjectMapper()
                            .enable(SerializationFeature.INDENT_OUTPUT)
                            .writeValueAsString(LineageJson.of(events))
                    + "\n";
        }
        LineageMermaid pictures = new LineageMermaid(lineage.schema());
        LineageText words = new LineageText(lineage.schema());
        return events.stream()
                .map(event -> form.mermaid ? pictures.picture(event) : words.table(event))
                .collect(Collectors.joining("\n"));
    }
}

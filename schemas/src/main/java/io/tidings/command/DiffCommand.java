package io.tidings.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.release.ReleasedFiles;
import io.tidings.contracts.release.SchemaChange;
import io.tidings.contracts.release.TopicDiff;
import io.tidings.problem.Refusal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidings contracts diff}: what differs between two sets of schemas. */
@Command(
        name = "diff",
        description =
                "Compares the schemas of A with those of B, field by field. Each is a directory of contracts or of"
                        + " released schemas (their latest versions). Exits with 3 when the step from A to B breaks consumers.")
final class DiffCommand implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Parameters(index = "0", paramLabel = "A", description = "What was.")
    private Path was = Path.of("");

    @Parameters(index = "1", paramLabel = "B", description = "What is.")
    private Path is = Path.of("");

    @Option(names = "--json", description = "Prints the result as one JSON object.")
    private boolean json;

    @Override
    public ExitCode call() {
        List<TopicDiff> differences = TopicDiff.between(schemas(was), schemas(is));
        System.out.print(json ? json(differences) : text(differences));
        return differences.stream().anyMatch(TopicDiff::breaking) ? ExitCode.BREAKING : ExitCode.OK;
    }

    /** The schemas of a directory by topic. */
    private static Map<String, Schema> schemas(Path directory) {
        Map<String, Schema> schemas = new TreeMap<>();
        if (Files.exists(directory.resolve("source.yaml"))) {
            for (Contract contract : Options.compile(directory).contracts()) {
                schemas.put(contract.topic(), contract.schema());
            }
            return schemas;
        }
        ReleasedFiles released = new ReleasedFiles(directory);
        for (String topic : released.topics()) {
            SortedMap<Integer, Schema> versions = released.of(topic);
            if (!versions.isEmpty()) {
                schemas.put(topic, Objects.requireNonNull(versions.get(versions.lastKey())));
            }
        }
        if (schemas.isEmpty()) {
            throw new Refusal(directory + " holds neither contracts (source.yaml) nor released schemas"
                    + " (TOPIC/NUMBER.avsc); name a directory that does.");
        }
        return schemas;
    }

    private static String text(List<TopicDiff> differences) {
        StringBuilder text = new StringBuilder();
        for (TopicDiff topic : differences) {
            text.append(topic.topic()).append(": ").append(topic.status()).append('\n');
            topic.changes().forEach(change -> text.append("  ").append(change).append('\n'));
        }
        return text + (differences.isEmpty() ? "No difference.\n" : "");
    }

    private static String json(List<TopicDiff> differences) {
        ObjectNode top = new ObjectMapper().createObjectNode();
        ArrayNode topics = top.putArray("topics");
        for (TopicDiff topic : differences) {
            ObjectNode node = topics.addObject();
            node.put("topic", topic.topic());
            node.put("status", topic.status());
            ArrayNode changes = node.putArray("changes");
            for (SchemaChange change : topic.changes()) {
                changes.addObject()
                        .put("change", change.kind().name().toLowerCase(Locale.ROOT))
                        .put("field", change.field())
                        .put("words", change.words());
            }
        }
        return top.toPrettyString() + "\n";
    }
}

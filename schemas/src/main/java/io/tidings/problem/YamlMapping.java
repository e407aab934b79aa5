package io.tidings.problem;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** A YAML mapping that knows its lines; whatever does not fit goes to {@link Problems}. */
public final class YamlMapping {
    private final String file;
    private final String name;
    private final int line;
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Problems problems;

    private YamlMapping(String file, String name, int line, Problems problems) {
        this.file = file;
        this.name = name;
        this.line = line;
        this.problems = problems;
    }

    /** Reads a document whose top is a mapping; an empty document is one too. Empty when it is none. */
    public static Optional<YamlMapping> parse(String file, String yaml, Problems problems) {
        try {
            Node top = new Yaml(new SafeConstructor(new LoaderOptions())).compose(new StringReader(yaml));
            YamlMapping mapping = of(file, "the file", top, 1, problems);
            return top == null || top instanceof MappingNode ? Optional.of(mapping) : Optional.empty();
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            problems.add(file, line, "this is no YAML: " + e.getProblem() + ".");
        } catch (YAMLException e) {
            problems.add(
                    file,
                    0,
                    "this is no YAML: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ") + ".");
        }
        return Optional.empty();
    }

    private static YamlMapping of(String file, String name, @Nullable Node node, int line, Problems problems) {
        YamlMapping mapping = new YamlMapping(file, name, line, problems);
        if (node instanceof MappingNode map) {
            map.getValue().forEach(tuple -> {
                String key = tuple.getKeyNode() instanceof ScalarNode scalar ? scalar.getValue() : "?";
                int written = tuple.getKeyNode().getStartMark().getLine() + 1;
                if (mapping.entries.put(key, tuple.getValueNode()) != null) {
                    problems.add(file, written, "`" + key + "` is written twice; keep one of them.");
                }
                mapping.lines.put(key, written);
            });
        } else if (node != null) {
            problems.add(file, line, name + " must be a mapping of names to values.");
        }
        return mapping;
    }

    /** The keys, in the order written. */
    public Set<String> keys() {
        return entries.keySet();
    }

    /** The line of a key, or of this mapping when it has no such key. */
    public int line(String key) {
        return lines.getOrDefault(key, line);
    }

    /** Whether the key is there. */
    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /** A text that must be there and not be empty; an empty text, and a problem, when it is not. */
    public String required(String key) {
        Optional<String> value = optional(key);
        if (value.isEmpty() && !has(key) || value.filter(String::isEmpty).isPresent()) {
            problems.add(file, line(key), name + " needs `" + key + "`.");
        }
        return value.orElse("");
    }

    /** A text that may be there. */
    public Optional<String> optional(String key) {
        Node node = entries.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (node instanceof ScalarNode scalar) {
            return Optional.of(scalar.getValue());
        }
        problems.add(file, line(key), "`" + key + "` must be a plain value.");
        return Optional.empty();
    }

    /** A mapping that may be there; empty when it is not. */
    public YamlMapping mapping(String key) {
        return of(file, "`" + key + "`", entries.get(key), line(key), problems);
    }

    /** A list of texts that may be there, with the line of each; empty when it is not. */
    public Map<String, Integer> lines(String key) {
        Map<String, Integer> texts = new LinkedHashMap<>();
        Node node = entries.get(key);
        if (node == null) {
            return texts;
        }
        if (node instanceof SequenceNode sequence
                && sequence.getValue().stream().allMatch(ScalarNode.class::isInstance)) {
            sequence.getValue()
                    .forEach(item -> texts.put(
                            ((ScalarNode) item).getValue(), item.getStartMark().getLine() + 1));
            return texts;
        }
        problems.add(file, line(key), "`" + key + "` must be a list of plain values.");
        return texts;
    }

    /** A list of mappings that may be there; one mapping alone is a list of one; empty when there is none. */
    public List<YamlMapping> mappings(String key) {
        return mappings("`" + key + "`", entries.get(key), line(key));
    }

    /** A list of lists of mappings that may be there; empty when it is not. */
    public List<List<YamlMapping>> lists(String key) {
        if (!(entries.get(key) instanceof SequenceNode sequence)) {
            if (has(key)) {
                problems.add(file, line(key), "`" + key + "` must be a list of lists.");
            }
            return List.of();
        }
        return sequence.getValue().stream()
                .map(item -> mappings("an item of `" + key + "`", item, line(item)))
                .toList();
    }

    private List<YamlMapping> mappings(String what, @Nullable Node node, int otherwise) {
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(item -> of(file, "an item of " + what, item, line(item), problems))
                    .toList();
        }
        return List.of(of(file, what, node, otherwise, problems));
    }

    /** The values by key: texts, booleans, {@link Long}, null, lists and maps of these; dates and fractions are texts. */
    public Map<String, @Nullable Object> values() {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        entries.forEach((key, node) -> values.put(key, value(node)));
        return values;
    }

    private static @Nullable Object value(Node node) {
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream()
                    .map(YamlMapping::value)
                    .collect(Collectors.toCollection(ArrayList::new));
        }
        if (node instanceof MappingNode mapping) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            mapping.getValue()
                    .forEach(tuple -> members.put(
                            tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?",
                            value(tuple.getValueNode())));
            return members;
        }
        String text = ((ScalarNode) node).getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return Boolean.valueOf(text);
        }
        return node.getTag().equals(Tag.INT) && text.matches("-?(0|[1-9]\\d{0,17})")
                ? (Object) Long.valueOf(text)
                : text;
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }

    /** The line where it begins. */
    public int line() {
        return line;
    }

    /** Reports every key that is none of the known ones. */
    public void allowOnly(String... known) {
        List<String> names = List.of(known);
        for (String key : keys()) {
            if (!names.contains(key)) {
                problems.add(
                        file,
                        line(key),
                        "`" + key + "` is not known here; known are " + String.join(", ", names) + ".");
            }
        }
    }
}

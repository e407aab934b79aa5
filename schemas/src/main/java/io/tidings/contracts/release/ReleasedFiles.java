package io.tidings.contracts.release;

import io.tidings.problem.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/** Released schemas as files, {@code TOPIC/NUMBER.avsc}, to be kept under version control beside the contracts. */
public record ReleasedFiles(Path directory) implements Versions {
    private static final String SUFFIX = ".avsc";

    /**
     * The released versions.
     *
     * @throws Refusal when a file cannot be read
     */
    @Override
    public SortedMap<Integer, Schema> of(String topic) {
        SortedMap<Integer, Schema> versions = new TreeMap<>();
        for (Path file : list(directory.resolve(topic))) {
            String name = String.valueOf(file.getFileName());
            if (!name.matches("[1-9]\\d{0,5}\\.avsc")) {
                throw new Refusal(file + " is no released schema: its name is a number from 1 and " + SUFFIX
                        + "; rename or remove it.");
            }
            versions.put(Integer.valueOf(name.substring(0, name.length() - SUFFIX.length())), schema(file));
        }
        return Collections.unmodifiableSortedMap(versions);
    }

    @Override
    public SortedSet<String> topics() {
        SortedSet<String> topics = new TreeSet<>();
        list(directory).stream()
                .filter(Files::isDirectory)
                .forEach(path -> topics.add(String.valueOf(path.getFileName())));
        return topics;
    }

    /**
     * Adds the topic's next version.
     *
     * @return its number
     * @throws Refusal when it cannot be written
     */
    public int add(String topic, Schema schema) {
        SortedMap<Integer, Schema> versions = of(topic);
        int number = versions.isEmpty() ? 1 : versions.lastKey() + 1;
        Path file = directory.resolve(topic).resolve(number + SUFFIX);
        try {
            Files.createDirectories(directory.resolve(topic));
            Files.writeString(file, schema.toString(true) + "\n");
            return number;
        } catch (IOException e) {
            throw new Refusal(file + " cannot be written; see to the permissions of its directory.", e);
        }
    }

    private static Schema schema(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException | SchemaParseException e) {
            throw new Refusal(
                    file + " cannot be read as an Avro schema (" + e.getMessage()
                            + "); take it back from version control.",
                    e);
        }
    }

    private static List<Path> list(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            throw new Refusal(directory + " cannot be read; see to its permissions.", e);
        }
    }
}

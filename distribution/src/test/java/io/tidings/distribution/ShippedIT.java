package io.tidings.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code target/app}, which the image copies. */
class ShippedIT {
    private static final Path APP = Path.of("target", "app").toAbsolutePath();
    private static final Pattern JAR = Pattern.compile("(.+?)-(\\d[\\w.-]*)\\.jar");

    /** Brokers, test frameworks, servers of the quickstart, and web servers that nothing here starts. */
    private static final List<String> OTHERS = List.of(
            "kafka/server/",
            "org/apache/kafka/coordinator/",
            "org/apache/kafka/server/common/",
            "org/apache/kafka/server/config/",
            "org/apache/kafka/storage/",
            "org/apache/kafka/controller/",
            "org/apache/kafka/raft/",
            "org/apache/kafka/streams/TopologyTestDriver.class",
            "org/junit/",
            "junit/",
            "org/assertj/",
            "org/mockito/",
            "com/tngtech/archunit/",
            "io/zonky/",
            "io/apicurio/",
            "io/confluent/",
            "io/cloudevents/",
            "org/eclipse/jetty/",
            "org/glassfish/",
            "jakarta/servlet/");

    @TempDir
    private Path directory;

    @BeforeAll
    static void list() throws IOException {
        TreeMap<String, Long> sizes = new TreeMap<>();
        for (Path jar : jars()) {
            sizes.put(jar.getFileName().toString(), Files.size(jar));
        }
        sizes.forEach((name, size) -> System.out.printf("%,12d %s%n", size, name));
        System.out.printf(
                "%,12d in %d jars%n",
                sizes.values().stream().mapToLong(Long::longValue).sum(), sizes.size());
    }

    @Test
    void nothingShipsThatTheApplicationsDoNotNeed() throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path path : jars()) {
            try (JarFile jar = new JarFile(path.toFile())) {
                jar.stream()
                        .filter(entry -> OTHERS.stream().anyMatch(entry.getName()::startsWith))
                        .forEach(entry -> found.add(path.getFileName() + ": " + entry.getName()));
            }
        }
        assertThat(found).isEmpty();
        assertThat(jars()).noneMatch(jar -> jar.toString().matches(".*-(tests?|test-utils)[-.].*jar"));
    }

    @Test
    void eachArtifactShipsOnce() throws IOException {
        Set<String> artifacts = new HashSet<>();
        for (Path jar : jars()) {
            Matcher parts = JAR.matcher(jar.getFileName().toString());
            assertThat(parts.matches()).as(jar.toString()).isTrue();
            assertThat(artifacts.add(parts.group(1))).as(jar.toString()).isTrue();
        }
        assertThat(artifacts)
                .contains("cdc-source", "enricher", "schemas", "rocksdbjni", "debezium-connector-postgres");
    }

    @Test
    void everyCommandStartsFromAnyDirectory() throws Exception {
        for (String command : List.of("capture", "enrich", "contracts", "config")) {
            assertThat(run(0, APP + "/tidings", command, "--help")).contains("Usage: tidings " + command);
        }
        assertThat(run(2, APP + "/tidings", "quickstart")).contains("source tree");
    }

    @Test
    void theContractsAndWhatWasReleasedOfThemAreThere() throws Exception {
        assertThat(run(0, APP + "/tidings", "contracts", "check")).contains("26 contracts");
    }

    /** Runs a command in a directory that has nothing in it. */
    private String run(int exitCode, String... command) throws Exception {
        Path output = directory.resolve("output");
        Process process = new ProcessBuilder(command)
                .directory(Files.createDirectories(directory.resolve("empty")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        int exited = process.waitFor();
        String printed = Files.readString(output);
        assertThat(exited).as(printed).isEqualTo(exitCode);
        return printed;
    }

    private static List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(APP.resolve("lib"))) {
            return files.sorted().toList();
        }
    }
}

package io.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

/** What consumers get: the jar, its sources, its documentation. */
class PublishedJarsIT {
    private static final Path CONTRACTS = Path.of("src", "main", "avro", "portal");

    @Test
    void theJarHasADecoderAGeneratedClassAndAPlainSchemaForEachEvent() throws IOException {
        try (JarFile jar = jar("")) {
            assertThat(names(jar))
                    .contains("io/tidings/wire/EventDecoder.class", "io/tidings/wire/StructuredEvent.class");
            for (String topic : topics()) {
                String text = new String(jar.getInputStream(jar.getJarEntry("avro/portal/" + topic + ".avsc"))
                        .readAllBytes());
                Schema schema = new Schema.Parser().parse(text);
                assertThat(names(jar)).contains(schema.getFullName().replace('.', '/') + ".class");
            }
        }
    }

    @Test
    void theSourcesAndTheDocumentationHaveTheDecoderAndTheGeneratedClasses() throws IOException {
        try (JarFile sources = jar("-sources");
                JarFile documentation = jar("-javadoc")) {
            for (String type : List.of(
                    "io/tidings/wire/EventDecoder",
                    "io/tidings/wire/DecodingFailure",
                    "io/tidings/registry/RegistrySettings",
                    "io/tidings/portal/ProductCreated",
                    "io/tidings/portal/DataProduct")) {
                assertThat(names(sources)).contains(type + ".java");
                assertThat(names(documentation)).contains(type + ".html");
            }
        }
    }

    private static List<String> topics() throws IOException {
        try (Stream<Path> files = Files.list(CONTRACTS)) {
            List<String> topics = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".avdl") && !name.equals("types.avdl"))
                    .map(name -> name.replace(".avdl", ""))
                    .toList();
            assertThat(topics).hasSizeGreaterThan(20);
            return topics;
        }
    }

    private static List<String> names(JarFile jar) {
        return jar.stream().map(entry -> entry.getName()).toList();
    }

    private static JarFile jar(String classifier) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            Path file = files.filter(path -> path.getFileName()
                            .toString()
                            .matches("schemas-[\\d.]+(-SNAPSHOT)?" + classifier + "\\.jar"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no schemas" + classifier + ".jar in target."));
            return new JarFile(file.toFile());
        }
    }
}

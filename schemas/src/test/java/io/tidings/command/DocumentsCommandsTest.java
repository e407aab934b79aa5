package io.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** {@code lineage} and {@code docs} on the portal's contracts. */
class DocumentsCommandsTest {
    private static final Path PORTAL = Path.of("src", "main", "avro", "portal");

    private final StringWriter printed = new StringWriter();
    private final StringWriter complained = new StringWriter();

    @TempDir
    private Path directory;

    private int run(Tool.Command command, String... arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(complained, true))
                .setExecutionExceptionHandler((error, line, parsed) -> {
                    line.getErr().println(error.getMessage());
                    return ExitCode.FAILED.number();
                })
                .execute(arguments);
    }

    private int lineage(String... arguments) {
        return run(new LineageCommand(), with("--contracts", PORTAL.toString(), arguments));
    }

    private int docs(String... arguments) {
        return run(new DocsCommand(), with("--contracts", PORTAL.toString(), arguments));
    }

    private static String[] with(String option, String value, String... others) {
        String[] all = new String[others.length + 2];
        all[0] = option;
        all[1] = value;
        System.arraycopy(others, 0, all, 2, others.length);
        return all;
    }

    @Test
    void lineageIsOfTheEventTypesThatAreNamedOrOfAll() {
        assertThat(lineage("product-created")).isZero();
        assertThat(printed.toString())
                .startsWith("product-created (portal.product-created.v1)")
                .doesNotContain("access-");
        assertThat(lineage()).isZero();
        assertThat(printed.toString()).contains("technical-asset-unlinked (");
    }

    @Test
    void lineageHasThreeForms() {
        lineage("product-created", "--mermaid");
        assertThat(printed.toString()).startsWith("### product-created\n\n```mermaid\n");
        printed.getBuffer().setLength(0);
        lineage("product-created", "--json");
        assertThat(printed.toString()).startsWith("[ {").endsWith("} ]\n");
        assertThat(lineage("--json", "--mermaid")).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void anEventTypeThatIsNoneIsRefusedWithThoseThatAre() {
        assertThat(lineage("product-made")).isEqualTo(ExitCode.FAILED.number());
        assertThat(complained.toString())
                .startsWith("There is no event type product-made; there are access-cancelled, ");
    }

    @Test
    void docsWritesTheDocumentAndThePageWithTheSettings() throws IOException {
        Path output = directory.resolve("a").resolve("b");
        assertThat(docs(
                        "--output",
                        output.toString(),
                        "-s",
                        "topics.prefix=eu.",
                        "-s",
                        "kafka.bootstrap.servers=k:1, k:2"))
                .isZero();
        assertThat(printed.toString()).contains("tell of 26 event types");
        assertThat(Files.readString(output.resolve("asyncapi.yaml")))
                .contains("host: \"k:2\"")
                .contains("address: eu.product-created");
        assertThat(Files.readString(output.resolve("index.html"))).contains("eu.product-created");
        assertThat(docs()).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void releasedVersionsAreReadInTheOrderOfTheirNumbers() throws IOException {
        Path released = Files.createDirectories(directory.resolve("released").resolve("product-created"));
        String record =
                "{\"type\":\"record\",\"name\":\"ProductCreated\",\"fields\":[{\"name\":\"%s\",\"type\":\"int\"}]}";
        for (int version = 1; version <= 10; version++) {
            Schema schema = new Schema.Parser().parse(record.formatted("field" + version));
            Files.writeString(released.resolve(version + ".avsc"), schema.toString());
        }
        assertThat(docs(
                        "--output",
                        directory.toString(),
                        "--released",
                        directory.resolve("released").toString()))
                .isZero();
        String page = Files.readString(directory.resolve("index.html"));
        assertThat(page).contains("10 released, one to come").contains("Version 11, not released");
        assertThat(page.indexOf("<code>field9</code>")).isLessThan(page.indexOf("<code>field10</code>"));
        Files.writeString(released.resolve("2.avsc"), "{");
        assertThat(docs(
                        "--output",
                        directory.toString(),
                        "--released",
                        directory.resolve("released").toString()))
                .isEqualTo(ExitCode.FAILED.number());
        assertThat(complained.toString()).contains("2.avsc cannot be read");
    }
}

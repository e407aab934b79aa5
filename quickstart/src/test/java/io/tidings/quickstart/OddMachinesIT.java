package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.quickstart.Tidings.Result;
import io.tidings.quickstart.Tidings.Surroundings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a machine's language, letters, time zone and temporary directory do: nothing, or a sentence at the start. */
class OddMachinesIT {
    private static final Duration LIMIT = Duration.ofSeconds(180);
    private static final String REFUSED = "The temporary directory ";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"tr, TR, Pacific/Apia", "ar, EG, Asia/Beirut"})
    void theQuickstartRunsInEveryLanguage(String language, String country, String zone) throws Exception {
        Result result = Tidings.run(
                directory,
                LIMIT,
                List.of("quickstart", "--once"),
                new Surroundings(
                        List.of(),
                        "-Duser.language=" + language + " -Duser.country=" + country + " -Duser.timezone=" + zone,
                        Map.of()));
        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .contains("54 audit rows, 58 events, 0 dead letters")
                .containsPattern("commit to event: p50 [0-9]+ ms, p99 [0-9]+ ms")
                .doesNotContainPattern("[٠-٩]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C", "POSIX", "nobody_HAS.UTF-8"})
    void lettersBeyondAsciiAreReadWrittenAndNamed(String locale) throws Exception {
        Path contracts = Files.createDirectory(directory.resolve("Verträge 書籍"));
        Files.writeString(
                contracts.resolve("catalog.yaml"),
                "tables:\n  public.audit:\n    primaryKey: [id]\n    columns: { id: bigint not null, action: text }\n");
        Files.writeString(
                contracts.resolve("source.yaml"),
                "source: books\naudit: { table: public.audit, id: id, action: action }\n");
        Files.writeString(
                contracts.resolve("größe.avdl"),
                "schema Made;\n/** Made. */\n@on(\"made\") @key(\"audit.id\")\nrecord Made {\n"
                        + "  string @from(\"audit.größe\") size;\n}\n");
        Result result = Tidings.run(
                directory,
                LIMIT,
                List.of("contracts", "check", "--contracts", contracts.toString()),
                new Surroundings(List.of(), "", Map.of("LC_ALL", locale)));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("Verträge 書籍")
                .contains("größe.avdl:5: ")
                .contains("no column größe;");
    }

    @Test
    void aTemporaryDirectoryWhereNothingMayBeExecutedIsNamedBeforeAnythingIsDone() throws Exception {
        assertRefused("-o noexec", " is mounted with noexec, so that the native libraries");
    }

    @Test
    void aTemporaryDirectoryThatIsFullIsNamedBeforeAnythingIsDone() throws Exception {
        assertRefused("-o size=1m", " has 0 MB left of the 32 MB that are needed, so that the native libraries");
    }

    @Test
    void aTemporaryDirectoryThatCannotBeWrittenToIsNamedBeforeAnythingIsDone() throws Exception {
        assertRefused("-o ro", " cannot be written to (FileSystemException), so that the native libraries");
    }

    private void assertRefused(String mount, String sentence) throws Exception {
        Path small = Files.createDirectory(directory.resolve("small"));
        List<String> within = List.of(
                "unshare",
                "--user",
                "--map-root-user",
                "--mount",
                "sh",
                "-c",
                "mount -t tmpfs " + mount + " tmpfs " + small + " && exec \"$@\"",
                "within");
        for (String command : List.of("capture", "enrich", "quickstart", "reconcile")) {
            Result result = Tidings.run(
                    directory,
                    LIMIT,
                    List.of(command),
                    new Surroundings(within, "-Djava.io.tmpdir=" + small, Map.of()));
            assertThat(result.err())
                    .as(command)
                    .startsWith(REFUSED + small + sentence)
                    .endsWith("JAVA_OPTS=-Djava.io.tmpdir=DIRECTORY. Nothing was changed.\n");
            assertThat(result.err().lines()).hasSize(1);
            assertThat(result.exitCode()).isEqualTo(1);
        }
    }
}

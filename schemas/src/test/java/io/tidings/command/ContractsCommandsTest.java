package io.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on the portal's contracts, as files. */
class ContractsCommandsTest {
    private static final Path PORTAL = Path.of("src/main/avro/portal");
    private static final String RELEASED = "released";

    @TempDir
    Path directory;

    private Path contracts;

    @BeforeEach
    void copy() throws IOException {
        contracts = Files.createDirectory(directory.resolve("contracts"));
        Files.createDirectory(contracts.resolve("scenarios"));
        try (Stream<Path> files = Files.walk(PORTAL)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, contracts.resolve(PORTAL.relativize(file).toString()));
            }
        }
    }

    private void edit(String file, UnaryOperator<String> edit) throws IOException {
        String before = Files.readString(contracts.resolve(file));
        String after = edit.apply(before);
        assertThat(after).isNotEqualTo(before);
        Files.writeString(contracts.resolve(file), after);
    }

    private CommandRun check(String... more) {
        return CommandRun.of(new CheckCommand(), with(more));
    }

    private CommandRun release(String... more) {
        return CommandRun.of(new ReleaseCommand(), with(more));
    }

    private String[] with(String... more) {
        return Stream.concat(Stream.of("--contracts", contracts.toString()), Stream.of(more))
                .toArray(String[]::new);
    }

    @Test
    void theShippedContractsAreReleasedAsTheyAre() {
        CommandRun run = CommandRun.of(new CheckCommand(), "--contracts", PORTAL.toString(), "--released", RELEASED);
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out())
                .contains("26 contracts in")
                .doesNotContain(" new ")
                .doesNotContain(" compatible ");
    }

    @Test
    void whatWasNotReleasedIsNewAndTwoReleasesOfTheSameAreOne() throws IOException {
        assertThat(check().out()).contains("product-created                    new");
        CommandRun dry = release("--dry-run");
        assertThat(dry.out()).contains("26 of 26 contracts would be released to");
        assertThat(contracts.resolve(RELEASED)).doesNotExist();
        assertThat(release().out())
                .contains("product-created                    version 1")
                .contains("26 of 26");
        assertThat(contracts.resolve(RELEASED + "/product-created/1.avsc")).isRegularFile();
        assertThat(release().out()).startsWith("0 of 26 contracts released");
        JsonNode none = new ObjectMapper().readTree(release("--json").out());
        assertThat(none.has("released")).isFalse();
        assertThat(none.path("written").asBoolean()).isTrue();
        Files.delete(contracts.resolve(RELEASED + "/product-created/1.avsc"));
        JsonNode again = new ObjectMapper().readTree(release("--json").out());
        assertThat(again.at("/released/product-created").asInt()).isEqualTo(1);
        assertThat(check().out()).contains("product-created                    unchanged");
    }

    @Test
    void aCompatibleChangeIsReleasedAsTheNextVersionOfThoseThatItTouches() throws IOException {
        release();
        edit(
                "product-created.avdl",
                text -> text.replace(
                        "  Person @from(\"actor\") actor;",
                        "  union { null, string } @from(\"dataProduct.namespace\") short = null;\n  Person @from(\"actor\") actor;"));
        CommandRun run = check();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("product-created                    compatible");
        assertThat(release().out())
                .contains("product-created                    version 2")
                .contains("1 of 26");
        assertThat(check().out()).contains("product-created                    unchanged");
    }

    @Test
    void aBreakingChangeNamesFileLineFieldAndWhomAndOffersTheNextVersion() throws IOException {
        release();
        edit(
                "product-created.avdl",
                text -> text.replace(
                        "  Person @from(\"actor\") actor;",
                        "  string @from(\"dataProduct.name\") title;\n  Person @from(\"actor\") actor;"));
        CommandRun run = check();
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out()).contains("product-created                    breaking");
        assertThat(run.err()).isEqualTo("""
                These changes break consumers:
                  product-created.avdl:16: ProductCreated.title: is new and has no default.
                    breaks new readers (they read with this schema what was written before) of product-created version 1
                Take them back, or keep the old contracts and write the changes into others beside them, with the next version:
                  ProductCreated @version(2): topic product-created.v2, ce_type portal.product-created.v2
                """);
        assertThat(release().exitCode()).isEqualTo(3);
        assertThat(contracts.resolve(RELEASED + "/product-created/2.avsc")).doesNotExist();
        edit("product-created.avdl", text -> text.replace("@key", "@version(2)\n@key"));
        CommandRun next = check();
        assertThat(next.exitCode()).isEqualTo(3);
        assertThat(next.out()).contains("product-created.v2                 new");
        assertThat(next.err())
                .contains(
                        "  product-created was released, and no contract writes it any more: its consumers get no more")
                .doesNotContain("Take them back");
        Files.delete(contracts.resolve(RELEASED + "/product-created/1.avsc"));
        Files.delete(contracts.resolve(RELEASED + "/product-created"));
        assertThat(check().exitCode()).isZero();
    }

    @Test
    void aDirectoryOfReleasedSchemasThatIsNotThereIsRefused() {
        assertThat(check("--released", directory.resolve("relaesed").toString()).err())
                .contains("There is no directory")
                .contains("correct --released, or make the first release.");
    }

    @Test
    void aContractCanPromiseLess() throws IOException {
        release();
        edit(
                "product-created.avdl",
                text -> text.replace("@key", "@compatibility(\"FORWARD\")\n@key")
                        .replace(
                                "  Person @from(\"actor\") actor;",
                                "  string @from(\"dataProduct.name\") title;\n  Person @from(\"actor\") actor;"));
        CommandRun run = check();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("compatible FORWARD ");
        edit("product-created.avdl", text -> text.replace("FORWARD", "SIDEWAYS"));
        assertThat(check().err())
                .contains("@compatibility is one of NONE, BACKWARD, BACKWARD_TRANSITIVE, FORWARD,")
                .contains("not 'SIDEWAYS'.");
    }

    @Test
    void aSharedRecordIsOneProblemOfAllThatUseIt() throws IOException {
        release();
        edit(
                "types.avdl",
                text -> text.replace(
                        "enum Decision { APPROVED, PENDING, DENIED }", "enum Decision { APPROVED, PENDING }"));
        JsonNode json = new ObjectMapper().readTree(check("--json").out());
        assertThat(json.path("breaking").asBoolean()).isTrue();
        JsonNode denied = contract(json, "technical-asset-link-denied");
        assertThat(denied.path("status").asText()).isEqualTo("breaking");
        assertThat(denied.path("breaks").path(0).path("readers").asText()).isEqualTo("new");
        assertThat(denied.path("breaks").path(0).path("file").asText()).isEqualTo("types.avdl");
        assertThat(contract(json, "product-created").path("status").asText()).isEqualTo("unchanged");
        assertThat(check().err().lines().filter(line -> line.contains("LinkedAsset.status")))
                .hasSize(1);
    }

    private static JsonNode contract(JsonNode json, String topic) {
        for (JsonNode contract : json.path("contracts")) {
            if (contract.path("topic").asText().equals(topic)) {
                return contract;
            }
        }
        throw new AssertionError("no " + topic + " in " + json);
    }

    @Test
    void aDiffShowsFieldsThatCameWentAndChanged() throws IOException {
        release();
        String released = contracts.resolve(RELEASED).toString();
        assertThat(CommandRun.of(new DiffCommand(), released, contracts.toString())
                        .out())
                .isEqualTo("No difference.\n");
        edit(
                "product-deleted.avdl",
                text -> text.replaceFirst("array<ConsumedPort>[^;]+;", "")
                        .replace(
                                "  Person @from",
                                "  union { null, int } @from(\"dataProduct.id -> data_product_lifecycles.value\") rank = null;\n  Person @from"));
        CommandRun run = CommandRun.of(new DiffCommand(), released, contracts.toString());
        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(run.out().lines().toList())
                .contains(
                        "product-deleted: breaking",
                        "  + rank: int or null, default null",
                        "  − consumes: array of ConsumedPort");
        assertThat(CommandRun.of(
                                new DiffCommand(),
                                contracts.toString(),
                                contracts.resolve("scenarios").toString())
                        .err())
                .contains("holds neither contracts (source.yaml) nor released schemas");
    }

    @Test
    void scenariosAreCountedAndAFailureIsNamed() throws IOException {
        CommandRun run = CommandRun.of(new TestCommand(), with());
        assertThat(run.exitCode()).isZero();
        assertThat(run.out()).contains("32 scenarios, 0 failed, 26 of 26 event types tested, ");
        edit(
                "scenarios/teams.yaml",
                text -> text.replace("role: Owner }, product: { team: []", "role: Guest }, product: { team: []"));
        CommandRun failed = CommandRun.of(new TestCommand(), with());
        assertThat(failed.exitCode()).isEqualTo(1);
        assertThat(failed.out())
                .contains("team-member-removed: assignment.role is \"Owner\" and must be Guest.")
                .contains("32 scenarios, 1 failed, 25 of 26 event types tested, ")
                .contains("without a scenario that passes: team-member-removed");
        JsonNode json = new ObjectMapper()
                .readTree(CommandRun.of(new TestCommand(), with("--json")).out());
        assertThat(json.path("scenarios")).hasSize(32);
        assertThat(json.path("untested").path(0).asText()).isEqualTo("team-member-removed");
    }
}

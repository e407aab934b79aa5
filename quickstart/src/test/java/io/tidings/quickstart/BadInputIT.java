package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.tidings.quickstart.Tidings.Result;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What a user can get wrong: one sentence for each, no stack trace, an exit code that is not 0, within 30 seconds. */
@ExtendWith(Demo.Parameter.class)
class BadInputIT {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final String NOWHERE = "127.0.0.1:1";

    private final Demo demo;

    @TempDir
    private Path directory;

    BadInputIT(Demo demo) {
        this.demo = demo;
    }

    @Test
    void serversThatDoNotAnswerAreNamedAndWaitedFor() throws Exception {
        assertWaitsFor(
                capture("database.host=127.0.0.1", "database.port=1", kafka(NOWHERE)),
                "PostgreSQL at 127.0.0.1:1/postgres cannot be used now: Connection to 127.0.0.1:1 refused.");
        assertWaitsFor(
                capture(
                        database(),
                        "database.password=" + demo.servers().database().password(),
                        kafka(NOWHERE)),
                "Kafka at 127.0.0.1:1 does not answer within 9 s.");
        assertWaitsFor(enrich(kafka(NOWHERE)), "does not answer within ");
        assertWaitsFor(
                enrich(kafka(demo.kafka()), "registry.url=http://127.0.0.1:1"),
                "The schema registry at http://127.0.0.1:1 cannot be reached");
        assertWaitsFor(
                enrich(kafka(demo.kafka()), registry(), "topics.changes=other.changes"),
                "Kafka has no topic other.changes yet, which the capture creates and writes.");
    }

    @Test
    void serversThatAcceptAndNeverAnswerAreNamedAndWaitedFor() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + silent.getLocalPort();
            assertWaitsFor(
                    capture("database.host=127.0.0.1", "database.port=" + silent.getLocalPort(), kafka(address)),
                    "PostgreSQL at " + address + "/postgres cannot be used now: ");
        }
    }

    @Test
    void addressesThatAreNoneAreRefused() throws Exception {
        assertRefused(
                enrich(kafka("no-port")),
                "The settings under kafka cannot be used: Invalid url in bootstrap.servers: no-port. Correct them.");
        assertRefused(
                enrich(kafka(demo.kafka()), "registry.url=127.0.0.1"),
                "registry.url cannot be used: The registry's URL must begin with http:// or https://, not: 127.0.0.1");
    }

    @Test
    void aRegistryThatRefusesTheCredentialsIsNamedAndThePasswordIsNot() throws Exception {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = "{\"error_code\":401,\"message\":\"Unauthorized\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(401, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            assertRefused(
                    enrich(kafka(demo.kafka()), "registry.url=" + url, "registry.user=u", "registry.password=s3cret"),
                    "The schema registry at " + url
                            + ": looking up a schema of access-cancelled-value was refused (401,"
                            + " Unauthorized); check the registry's user and password.");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void schemasThatTheRegistryLacksAreNamedTogether() throws Exception {
        Path contracts = contracts();
        Path created = contracts.resolve("product-created.avdl");
        Files.writeString(created, Files.readString(created).replaceFirst("/\\*\\*", "/** Changed. "));
        assertRefused(
                with(contracts, enrich(kafka(demo.kafka()), registry())),
                "The registry lacks the schemas of these contracts as they are here: product-created-value."
                        + " Register them with `./tidings contracts register`.");
    }

    @Test
    void aReplayThatWouldWriteToTopicsThatAreNotItsOwnIsRefused() throws Exception {
        assertRefused(
                enrich("--from-beginning"),
                "--from-beginning without --topic-prefix would write every event a second time to the same topics;"
                        + " name the topics of the replay, for example --topic-prefix replay.");
        assertRefused(
                command("enrich", "topics.prefix=replay.", "--from-beginning"),
                "--from-beginning without --topic-prefix would write every event a second time to the same topics;"
                        + " name the topics of the replay, for example --topic-prefix replay.");
        assertRefused(
                enrich("--from-beginning --topic-prefix re/play."),
                "--topic-prefix 're/play.' cannot begin a topic's name; use up to 100 letters, digits, dots,"
                        + " underscores and hyphens.");
    }

    @Test
    void aWrongPasswordOfTheDatabaseIsNamedAndNotPrinted() throws Exception {
        String address = "127.0.0.1:" + demo.servers().database().port() + "/postgres";
        assertRefused(
                capture(database(), "database.password=s3cret", kafka(demo.kafka())),
                "The password of user 'postgres' is wrong for PostgreSQL at " + address + ". Correct the password.");
        assertRefused(
                command("contracts", "catalog", database(), "database.password=s3cret"),
                "The database " + address + " cannot be read as postgres (FATAL: password"
                        + " authentication failed for user \"postgres\"); correct the settings under `database`.");
    }

    @Test
    void aDatabaseWithoutLogicalDecodingAndWithoutTheTablesIsRefused() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setServerConfig("wal_level", "replica")
                .setServerConfig("unix_socket_directories", "")
                .start()) {
            String at = "127.0.0.1:" + server.getPort() + "/postgres";
            List<String> sentences = new ArrayList<>(List.of("PostgreSQL at " + at + " has wal_level = replica, but"
                    + " capture needs logical. Run: alter system set wal_level = 'logical'; and restart the server."));
            demo.contracts().tables().stream()
                    .map(Object::toString)
                    .sorted()
                    .forEach(table -> sentences.add("There is no table '" + table + "' in " + at
                            + ". Correct the name, or create the table first."));
            assertRefused(
                    capture("database.host=127.0.0.1", "database.port=" + server.getPort(), kafka(demo.kafka())),
                    sentences.toArray(String[]::new));
        }
    }

    @Test
    void aContractThatDoesNotCompileIsNamedWithFileAndLineAndSoAreTheOthers() throws Exception {
        Path contracts = contracts();
        Path one = contracts.resolve("product-created.avdl");
        Path two = contracts.resolve("types.avdl");
        Files.writeString(one, Files.readString(one).replaceFirst("@from\\(\"", "@from(\"nosuch."));
        Files.writeString(two, Files.readString(two).replaceFirst("-> roles.name", "-> rolls.name"));
        for (List<String> command : List.of(command("contracts", "check"), capture(), enrich())) {
            Result result = run(with(contracts, command));
            assertThat(result.exitCode()).isEqualTo(1);
            assertThat(result.err()).startsWith("The contracts in " + contracts + " do not compile:\n");
            assertThat(result.err()).contains("product-created.avdl:" + lineOf(one, "nosuch.") + ": ");
            assertThat(result.err()).contains("types.avdl:" + lineOf(two, "rolls.name") + ": ");
            assertThat(result.err().lines().skip(1)).allMatch(line -> line.matches("  [-\\w]+\\.\\w+:\\d+: .*[.]"));
        }
    }

    @Test
    void anUnknownSettingIsNamedWithFileAndLineAndSoAreTheOthers() throws Exception {
        Files.writeString(
                directory.resolve("tidings.yaml"),
                "database:\n  host: 127.0.0.1\n  pasword: s3cret\nregsitry:\n  url: x\n");
        assertRefused(
                command("contracts", "check", "topics.chnages=x"),
                "The configuration cannot be used:",
                "  tidings.yaml:3: There is no setting `database.pasword`; correct it to one of database.host,"
                        + " database.name, database.password, database.port, database.sslcert, database.sslkey,"
                        + " database.sslmode, database.sslrootcert, database.user.",
                "  tidings.yaml:4: There is no setting `regsitry`; the settings are capture.*, contracts, database.*,"
                        + " enricher.*, http.*, kafka.*, log.*, reconcile.*, registry.*, sensitive.*, topics.*, tracing.*, wire.*"
                        + " (see tidings.example.yaml).",
                "  the command line: There is no setting `topics.chnages`; correct it to one of topics.changes,"
                        + " topics.dead-letters, topics.offsets, topics.partitions, topics.prefix, topics.replication,"
                        + " topics.retention, topics.sources.");
    }

    @Test
    void valuesThatDoNotFitAreNamedTogether() throws Exception {
        assertRefused(
                capture("database.port=many", "capture.retention=long"),
                "The configuration cannot be used:",
                "  the command line: `database.port` must be a whole number from 1 to 65535, not 'many'.",
                "  the command line: `capture.retention` must be a duration such as 20ms, 5s, 10m, 2h or 7d, not 'long'.");
    }

    @Test
    void aConfigurationThatCannotBeReadIsNamed() throws Exception {
        assertRefused(
                List.of("capture", "--config", "nosuch.yaml"),
                "The configuration nosuch.yaml cannot be read; give its place with --config.");
        Files.writeString(directory.resolve("binary.yaml"), "database:\n  host: \u0001\n");
        Result result = run(List.of("capture", "--config", "binary.yaml"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("  binary.yaml: this is no YAML: ").doesNotContain("does not know");
    }

    @Test
    void aMissingCatalogIsNamed() throws Exception {
        Path contracts = contracts();
        Files.delete(contracts.resolve("catalog.yaml"));
        assertRefused(
                with(contracts, enrich()),
                "There is no " + contracts.resolve("catalog.yaml") + ", which describes the database's tables; write it"
                        + " with `./tidings contracts catalog`.");
    }

    @Test
    void severalSourcesAreForAnEnricherThatHasANameOfItsOwn() throws Exception {
        Path portal = contracts();
        Path other = Files.createDirectory(directory.resolve("other"));
        for (String file : List.of("source.yaml", "catalog.yaml", "types.avdl", "product-created.avdl")) {
            Files.writeString(
                    other.resolve(file),
                    Files.readString(portal.resolve(file)).replace("source: portal", "source: other"));
        }
        Path both = Path.of(portal + "," + other);
        assertRefused(
                with(both, capture()),
                "`contracts` names 2 directories, and this is about one source: choose by --contracts, and by the"
                        + " settings of that source.");
        assertRefused(
                with(both, enrich()),
                "An enricher of several sources needs a name that stays: set enricher.application-id.");
        assertRefused(
                with(Path.of(portal + "," + portal), enrich("enricher.application-id=all")),
                "Two of the directories that `contracts` names are for the source portal; each source has a name of its"
                        + " own, in its source.yaml.");
    }

    @Test
    void aWrongCommandLineShowsTheUsageAndExitsWith2() throws Exception {
        assertUsage("There is no command 'captrue'.", "captrue");
        assertUsage("Unknown option: '--nosuch'", "capture", "--nosuch");
        assertUsage("Unknown option: '--nosuch'", "enrich", "--nosuch");
        assertUsage("Unknown option: '--nosuch'", "quickstart", "--nosuch");
        assertUsage(
                "Name a command: catalog, check, diff, docs, lineage, plan, register, release, role, test.",
                "contracts");
        assertUsage("Unmatched argument at index 0: 'chekc'", "contracts", "chekc");
    }

    @Test
    void quickstartFindsOutAboutItsFilesBeforeItStartsAnything() throws Exception {
        Path sql = Files.writeString(directory.resolve("good.sql"), "create table t (id int primary key);");
        Path unbalanced = Files.writeString(directory.resolve("unbalanced.sql"), "BEGIN;\nselect 1;\n");
        assertRefused(
                List.of("quickstart", "--workload", sql.toString()),
                "--workload needs --database: the tables in which its transactions happen.");
        assertRefused(
                List.of("quickstart", "--database", "nosuch.sql"),
                "The file nosuch.sql cannot be read; correct its path.");
        assertRefused(
                List.of("quickstart", "--database", sql.toString(), "--workload", unbalanced.toString()),
                unbalanced + " cannot be played: The BEGIN in line 1 has no COMMIT or ROLLBACK.");
        assertRefused(
                List.of("quickstart", "--once", "--events", "nosuch/events.jsonl"),
                "The events cannot be written to nosuch/events.jsonl (NoSuchFileException); give --events a file in a"
                        + " directory that exists and can be written.");
    }

    @Test
    void aDatabaseFileWithAnErrorIsNamedWithWhatPostgresqlSays() throws Exception {
        Path sql = Files.writeString(directory.resolve("bad.sql"), "create table t (id int);\ncreat table u ();\n");
        Result result = run(List.of("quickstart", "--once", "--database", sql.toString()));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err().lines())
                .singleElement()
                .asString()
                .startsWith("The database file cannot be loaded. ERROR: syntax error at or near \"creat\"")
                .endsWith(". Correct the file.");
    }

    @Test
    void debugShowsTheStackTraceToo() throws Exception {
        Result result = Tidings.run(directory, LIMIT, List.of("capture", "--debug", "--config", "nosuch.yaml"));
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err())
                .contains("The configuration nosuch.yaml cannot be read; give its place with --config.\n")
                .contains("\tat io.tidings.");
    }

    private void assertRefused(List<String> arguments, String... sentences) throws Exception {
        Result result = run(arguments);
        assertThat(result.err().lines()).containsExactly(sentences);
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out().lines().filter(line -> !line.startsWith("Starting")))
                .isEmpty();
    }

    /** It runs on, says once what is away, and ends when it is told to. */
    private void assertWaitsFor(List<String> arguments, String sentence) throws Exception {
        Process process = Tidings.start(directory, arguments);
        try {
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (!Files.readString(directory.resolve("err")).contains(sentence)) {
                assertThat(process.isAlive() && System.nanoTime() < deadline)
                        .as(Files.readString(directory.resolve("err")))
                        .isTrue();
                Thread.sleep(50);
            }
            assertThat(process.isAlive()).isTrue();
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(directory.resolve("err")))
                    .doesNotContain("\tat ")
                    .containsOnlyOnce("Waiting for what is away");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private void assertUsage(String sentence, String... arguments) throws Exception {
        Result result = run(List.of(arguments));
        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith(sentence + "\n");
    }

    private Result run(List<String> arguments) throws Exception {
        Result result = Tidings.run(directory, LIMIT, arguments);
        assertThat(result.err()).doesNotContain("\tat ").doesNotContain("s3cret");
        return result;
    }

    private static List<String> capture(String... settings) {
        return command("capture", settings);
    }

    private static List<String> enrich(String... settings) {
        return command("enrich", settings);
    }

    /** Words stay words, and {@code key=value} becomes a setting. */
    private static List<String> command(String command, String... more) {
        List<String> arguments = new ArrayList<>(List.of(command));
        for (String word : more) {
            Stream.of(word.split(" ", -1)).forEach(part -> {
                if (part.contains("=")) {
                    arguments.add("-s");
                }
                arguments.add(part);
            });
        }
        return arguments;
    }

    private static List<String> with(Path contracts, List<String> command) {
        return Stream.concat(command.stream(), Stream.of("--contracts", contracts.toString()))
                .toList();
    }

    private static String kafka(String address) {
        return "kafka.bootstrap.servers=" + address;
    }

    private String registry() {
        return "registry.url=" + demo.servers().registry().url();
    }

    private String database() {
        return "database.host=127.0.0.1 database.port="
                + demo.servers().database().port();
    }

    /** A copy of the shipped contracts, to be spoilt. */
    private Path contracts() throws IOException {
        Path copy = Files.createDirectory(directory.resolve("contracts"));
        try (Stream<Path> files = Files.list(PortalDatabase.CONTRACTS)) {
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(file.getFileName()));
            }
        }
        return copy;
    }

    private static int lineOf(Path file, String text) throws IOException {
        List<String> lines = Files.readAllLines(file);
        return 1
                + lines.indexOf(lines.stream()
                        .filter(line -> line.contains(text))
                        .findFirst()
                        .orElseThrow());
    }
}

package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureException;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.DatabaseSettings;
import io.tidings.quickstart.servers.LoopbackPorts;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What is wrong is said before the engine starts: all of it, each in a sentence that says what to do. */
class CaptureRefusalIT {

    @Test
    void aDatabaseThatDoesNotAnswerIsNamedAndWaitedFor() throws Exception {
        int port = LoopbackPorts.free();
        CaptureSettings settings = CaptureSettings.defaults(
                "nowhere",
                new DatabaseSettings("127.0.0.1", port, "postgres", "postgres", "secret"),
                Set.of("public.a"),
                Map.of("bootstrap.servers", "127.0.0.1:" + port));
        try (Capture capture = new Capture(settings)) {
            CompletableFuture<Void> start = CompletableFuture.runAsync(capture::start);
            Waiting.until(capture, "PostgreSQL at 127.0.0.1:" + port + "/postgres cannot be used now: ");
            assertThat(start).isNotDone();
        }
    }

    @Test
    void aWrongPasswordIsNamedAndNotPrinted() throws Exception {
        try (Stage stage = Stage.with()) {
            DatabaseSettings database = stage.database("postgres", "not-the-password");
            assertThat(problems(stage.settings(database, Set.of("public.a"), Set.of())))
                    .containsExactly("The password of user 'postgres' is wrong for PostgreSQL at " + at(database)
                            + ". Correct the password.");
        }
    }

    @Test
    void aMissingDatabaseIsNamed() throws Exception {
        try (Stage stage = Stage.with()) {
            DatabaseSettings there = stage.database();
            DatabaseSettings missing =
                    new DatabaseSettings(there.host(), there.port(), "nosuch", there.user(), there.password());
            assertThat(problems(stage.settings(missing, Set.of("public.a"), Set.of())))
                    .containsExactly("There is no database 'nosuch' on " + there.host() + ":" + there.port()
                            + ". Correct the name.");
        }
    }

    @Test
    void generatedColumnsOfAWholeReplicaIdentityAreRefusedWhereTheServerWouldRefuseUpdates() throws Exception {
        String[] statements = {
            "create table g (a int, b int generated always as (a) stored)", "alter table g replica identity full"
        };
        try (Stage stage = Stage.on(17, statements)) {
            try (Capture capture = new Capture(stage.settings("public.g"))) {
                capture.start();
            }
        }
        try (Stage stage = Stage.on(18, statements)) {
            assertThat(problems(stage.settings("public.g")))
                    .containsExactly("The table 'public.g' has generated columns and replica identity full, and"
                            + " PostgreSQL 18 would refuse the application's updates of it once it is published. Give it a"
                            + " primary key and run: alter table \"public\".\"g\" replica identity default; or drop the"
                            + " generated columns.");
        }
    }

    @Test
    void aServerWithoutLogicalDecodingIsRefused() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("wal_level", "replica")
                        .setServerConfig("unix_socket_directories", "")
                        .start();
                Stage stage = Stage.with()) {
            DatabaseSettings database =
                    new DatabaseSettings("127.0.0.1", server.getPort(), "postgres", "postgres", "postgres");
            assertThat(problems(stage.settings(database, Set.of("pg_catalog.pg_class"), Set.of())))
                    .contains("PostgreSQL at " + at(database) + " has wal_level = replica, but capture needs logical."
                            + " Run: alter system set wal_level = 'logical'; and restart the server.");
        }
    }

    @Test
    void aDeferrablePrimaryKeyIsRefused() throws Exception {
        try (Stage stage = Stage.with("create table swapped (id int primary key deferrable)")) {
            assertThat(problems(stage.settings("public.swapped")))
                    .containsExactly(
                            "The primary key of the table 'public.swapped' is deferrable and the table is refused:"
                                    + " for a moment two rows can have one key, and without replica identity full PostgreSQL"
                                    + " refuses the application's updates of a published table. Make the primary key not"
                                    + " deferrable.");
        }
    }

    @Test
    void aTypeWhoseUnchangedValuesTheEngineLosesIsRefusedUnlessTheWholeRowIsLogged() throws Exception {
        String columns =
                "(id int primary key, kept text[], days date[], bits varbit, spans interval[], flags bool[], secret float8[])";
        try (Stage stage = Stage.with(
                "create table lossy " + columns,
                "create table whole_row " + columns.replace(", secret float8[]", ""),
                "alter table whole_row replica identity full")) {
            assertThat(problems(
                            stage.settings(Set.of("public.lossy", "public.whole_row"), Set.of("public.lossy.secret"))))
                    .containsExactly(
                            "The engine loses values of the columns [flags boolean[], spans interval[]] of the table"
                                    + " 'public.lossy' that are stored out of line, when an update leaves them as they are."
                                    + " Exclude the columns, or run: alter table \"public\".\"lossy\" replica identity full;");
        }
    }

    @Test
    void aDomainOverATypeThatTheEngineDoesNotShowAsItIsIsRefused() throws Exception {
        try (Stage stage = Stage.with(
                "create domain day as date",
                "create domain words as text[]",
                "create domain email as text",
                "create table dated (id int primary key, d day, w words, e email, hidden day)")) {
            assertThat(problems(stage.settings(Set.of("public.dated"), Set.of("public.dated.hidden"))))
                    .containsExactly("The engine cannot show every value of the columns [d day, w words] of the table"
                            + " 'public.dated' as it is, because their types are domains over an array, a bit"
                            + " string, a date or a time. Exclude the columns, or give them the type itself.");
        }
    }

    @Test
    void aTypeAtWhichTheEngineFailsIsNamed() throws Exception {
        try (Stage stage = Stage.with(
                "create type mood as enum ('sad')",
                "create domain \"My mood\" as mood",
                "create type nothing as enum ()",
                "create table a (id int primary key)")) {
            assertThat(problems(stage.settings("public.a")))
                    .containsExactly(
                            "The engine cannot start in a database that has enum types without values or domains"
                                    + " over enum types, captured or not: public.\"My mood\", public.nothing. Drop them, or make"
                                    + " each domain one over text with a check.");
        }
    }

    @Test
    void columnsWhoseNamesDifferInCaseOnlyAreNamed() throws Exception {
        try (Stage stage = Stage.with("create table cased (id int primary key, a int, \"A\" int, b int)")) {
            assertThat(problems(stage.settings("public.cased")))
                    .containsExactly(
                            "The engine refuses the table 'public.cased' because names of its columns differ in"
                                    + " case only: A and a. Rename one of them.");
        }
    }

    @Test
    void aTableThatOthersInheritIsRefused() throws Exception {
        try (Stage stage =
                Stage.with("create table parent (id int primary key)", "create table child () inherits (parent)")) {
            assertThat(problems(stage.settings("public.parent")))
                    .containsExactly(
                            "The table 'public.parent' is inherited by others, whose rows belong to it too and are"
                                    + " published under other names, and is refused. Make it a partitioned table.");
        }
    }

    @Test
    void everyPartitionOfATableWithoutPrimaryKeyLogsTheWholeRow() throws Exception {
        try (Stage stage = Stage.with(
                "create table parted (id int) partition by list (id)",
                "create table parted_1 partition of parted for values in (1)",
                "create table parted_2 partition of parted for values in (2)",
                "alter table parted replica identity full",
                "alter table parted_1 replica identity full")) {
            assertThat(problems(stage.settings("public.parted")))
                    .containsExactly(
                            "The table 'public.parted' has no primary key and is refused: its updates and deletes"
                                    + " could not be told apart. Add a primary key, or run: alter table \"public\".\"parted\""
                                    + " replica identity full; and the same for each of its partitions.");
            stage.sql("alter table parted_2 replica identity full");
            try (Capture capture = stage.start(stage.settings("public.parted"))) {
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
        }
    }

    @Test
    void anIndexThatSharesAColumnWithThePrimaryKeyIsNoOtherIdentity() throws Exception {
        try (Stage stage = Stage.with(
                "create table by_index (id int primary key, tenant int not null, unique (id, tenant))",
                "alter table by_index replica identity using index by_index_id_tenant_key")) {
            assertThat(problems(stage.settings("public.by_index")))
                    .containsExactly(
                            "The table 'public.by_index' identifies its rows by something else than its primary"
                                    + " key and is refused. Run: alter table \"public\".\"by_index\" replica identity default;");
        }
    }

    @Test
    void everythingWrongInTheDatabaseIsSaidTogether() throws Exception {
        try (Stage stage = Stage.with(
                "create table keyless (id int)",
                "create table whole (id int primary key, secret text)",
                "alter table whole replica identity full",
                "create table odd (id int primary key)",
                "alter table odd replica identity nothing",
                "create table hidden (id int primary key)",
                "drop role if exists reader",
                "create role reader login password 'r'",
                "grant select on keyless, whole, odd to reader")) {
            DatabaseSettings database = stage.database("reader", "r");
            Set<String> tables =
                    Set.of("public.keyless", "public.whole", "public.odd", "public.hidden", "public.missing");
            Set<String> excluded = Set.of("public.whole.secret", "public.hidden.id", "public.odd.nosuch");
            assertThat(problems(stage.settings(database, tables, excluded)))
                    .containsExactlyInAnyOrder(
                            "The role 'reader' may not replicate. Run: alter role \"reader\" with replication;",
                            "There is no table 'public.missing' in " + at(database)
                                    + ". Correct the name, or create the table first.",
                            "The table 'public.keyless' has no primary key and is refused: its updates and deletes"
                                    + " could not be told apart. Add a primary key, or run: alter table"
                                    + " \"public\".\"keyless\" replica identity full;",
                            "The columns [secret] of the table 'public.whole' cannot be excluded: with replica identity"
                                    + " full every column identifies the row, and PostgreSQL would refuse the"
                                    + " application's updates. Give the table a primary key and run: alter table"
                                    + " \"public\".\"whole\" replica identity default;",
                            "The table 'public.odd' identifies its rows by something else than its primary key and is"
                                    + " refused. Run: alter table \"public\".\"odd\" replica identity default;",
                            "The table 'public.odd' has no column [nosuch] to exclude. Correct the name.",
                            "The role 'reader' may not read the table 'public.hidden'. Run: grant usage on schema"
                                    + " \"public\" to \"reader\"; grant select on \"public\".\"hidden\" to \"reader\";",
                            "The columns [id] of the table 'public.hidden' cannot be excluded: each of them identifies"
                                    + " the row, and PostgreSQL would refuse the application's updates. Leave them out"
                                    + " of the exclusion.");
        }
    }

    @Test
    void aRoleThatMayNotPublishIsToldTheStatementForTheAdministrator() throws Exception {
        try (Stage stage = Stage.with(
                "create table a (id int primary key, b text, c text)",
                "drop role if exists replicator",
                "create role replicator login replication password 'r'",
                "grant select (id, c) on a to replicator",
                "insert into a values (1, 'b', 'c')")) {
            CaptureSettings settings =
                    stage.settings(stage.database("replicator", "r"), Set.of("public.a"), Set.of("public.a.b"));
            String statement = "create publication tidings_" + stage.source
                    + " for table \"public\".\"a\" (\"id\", \"c\") with (publish_via_partition_root = true);";
            assertThat(problems(settings))
                    .singleElement()
                    .asString()
                    .startsWith(
                            "The publication 'tidings_" + stage.source + "' does not give every change of the captured"
                                    + " tables, and the role 'replicator' may not change it (")
                    .endsWith("Have an administrator run: " + statement);
            stage.sql(statement);
            try (Capture capture = stage.start(settings)) {
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
        }
    }

    @Test
    void aRoleThatDoesNotSeeEveryRowIsRefused() throws Exception {
        try (Stage stage = Stage.with(
                "create table secured (id int primary key)",
                "create table parted (id int primary key) partition by hash (id)",
                "create table part partition of parted for values with (modulus 1, remainder 0)",
                "create table plain (id int primary key)",
                "alter table secured enable row level security",
                "alter table part enable row level security",
                "drop role if exists half_blind",
                "create role half_blind login replication password 'r'",
                "grant select on secured, parted, part, plain to half_blind",
                "create publication half_blind for table secured, parted, plain with (publish_via_partition_root = true)")) {
            CaptureSettings settings = stage.settings(
                    stage.database("half_blind", "r"),
                    Set.of("public.secured", "public.parted", "public.plain"),
                    Set.of());
            assertThat(problems(settings))
                    .filteredOn(problem -> problem.contains("Row-level"))
                    .containsExactly(hidden("public.parted"), hidden("public.secured"));
            stage.sql("alter role half_blind bypassrls");
            assertThat(problems(settings)).noneMatch(problem -> problem.contains("Row-level"));
        }
    }

    private static String hidden(String table) {
        return "Row-level security of the table '" + table
                + "' holds for the role 'half_blind', so a snapshot would lack"
                + " the rows that the policies hide from it. Run as a superuser: alter role \"half_blind\" bypassrls; the"
                + " role can read only the tables that it is granted.";
    }

    /** Nobody ends it, so nothing would ever begin; it is waited for, and said at once. */
    @Test
    void aPreparedTransactionThatHoldsUpTheSlotIsNamed() throws Exception {
        try (EmbeddedPostgres server = EmbeddedPostgres.builder()
                        .setServerConfig("wal_level", "logical")
                        .setServerConfig("max_prepared_transactions", "2")
                        .setServerConfig("unix_socket_directories", "")
                        .start();
                Stage stage = Stage.with();
                Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table a (id int primary key)");
            statement.execute(
                    "begin; insert into a values (1); prepare transaction 'left behind'; select pg_sleep(5.1)");
            CaptureSettings settings = Stage.settings(
                    stage.source,
                    stage.source,
                    new DatabaseSettings("127.0.0.1", server.getPort(), "postgres", "postgres", "postgres"),
                    Stage.kafka(),
                    Set.of("public.a"),
                    Set.of());
            try (Capture capture = new Capture(settings);
                    LogReader log = stage.log()) {
                CompletableFuture<Void> start = CompletableFuture.runAsync(capture::start);
                Waiting.until(capture, "the prepared transaction 'left behind' of postgres in the database postgres");
                assertThat(start).isNotDone();
                statement.execute("rollback prepared 'left behind'");
                start.get(60, TimeUnit.SECONDS);
                capture.awaitStreaming(Duration.ofSeconds(60));
                statement.execute("insert into a values (2)");
                log.untilEndAfter("id", "2");
            }
        }
    }

    @Test
    void aSlotThatKafkaDoesNotKnowIsNeverDropped() throws Exception {
        try (Stage stage = Stage.with("create table a (id int primary key)")) {
            String slot = "tidings_" + stage.source;
            stage.sql("select pg_create_logical_replication_slot('" + slot + "', 'pgoutput')");
            assertThat(problems(stage.settings("public.a")))
                    .containsExactly("The replication slot '" + slot + "' exists, but this Kafka has no offset for"
                            + " source '" + stage.source + "'. If another Kafka has it, correct bootstrap.servers; if"
                            + " nobody needs the slot, run select pg_drop_replication_slot('" + slot
                            + "') and start again, which takes a new snapshot.");
            assertThat(stage.query("select slot_name from pg_replication_slots where database = current_database()"))
                    .containsExactly(slot);
        }
    }

    @Test
    void aSlotThatIsGoneIsNotMadeAgainSilently() throws Exception {
        try (Stage stage = Stage.with("create table a (id int primary key)")) {
            try (Capture capture = stage.start(stage.settings("public.a"))) {
                stage.awaitOffset();
                assertThat(capture.stopped().toCompletableFuture()).isNotDone();
            }
            stage.dropSlots();
            assertThat(problems(stage.settings("public.a")))
                    .containsExactly("The replication slot 'tidings_" + stage.source + "' is gone from "
                            + at(stage.database()) + ", so changes since the last run cannot be read any more. Start"
                            + " the capture once with --new-snapshot.");
        }
    }

    private static List<String> problems(CaptureSettings settings) {
        try (Capture capture = new Capture(settings)) {
            CaptureException refused = catchThrowableOfType(CaptureException.class, capture::start);
            assertThat(refused).isNotNull();
            assertThat(refused.getMessage()).doesNotContain("not-the-password");
            return refused.problems();
        }
    }

    private static String at(DatabaseSettings database) {
        return database.host() + ":" + database.port() + "/" + database.name();
    }
}

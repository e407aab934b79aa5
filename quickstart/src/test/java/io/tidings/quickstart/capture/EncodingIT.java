package io.tidings.quickstart.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.capture.Capture;
import io.tidings.capture.CaptureException;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.DatabaseSettings;
import io.tidings.quickstart.capture.LogReader.Entry;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Text is what the database's encoding says, and a database that does not know what its text is, is refused. */
class EncodingIT {

    @ParameterizedTest
    @CsvSource({"LATIN1, 'éß£ÿ'", "EUC_JP, '日本語ｱ'", "WIN1251, 'Ёж—№'"})
    void textOfEveryEncodingArrivesAsItIs(String encoding, String text) throws Exception {
        try (Stage stage = Stage.with()) {
            String database = create(stage, encoding);
            CaptureSettings settings = settings(stage, database);
            try (Connection connection = connect(stage, database);
                    Statement statement = connection.createStatement()) {
                statement.execute("create table a (id int primary key, v text, w text[])");
                statement.execute("insert into a values (1, '" + text + "', array['" + text + "'])");
                List<Entry> log = stage.capture(settings, () -> insert(statement, text), "id", "2");
                assertThat(log.stream().filter(entry -> entry.isRowOf("a")))
                        .hasSize(2)
                        .allSatisfy(entry -> {
                            assertThat(entry.text("/after/v")).isEqualTo(text);
                            assertThat(entry.text("/after/w/0")).isEqualTo(text);
                        });
                Slots.drop(connection);
            }
        }
    }

    @Test
    void aDatabaseWithoutAnEncodingIsRefused() throws Exception {
        try (Stage stage = Stage.with()) {
            String database = create(stage, "SQL_ASCII");
            try (Connection connection = connect(stage, database);
                    Statement statement = connection.createStatement();
                    Capture capture = new Capture(settings(stage, database))) {
                statement.execute("create table a (id int primary key, v text)");
                CaptureException refused =
                        Objects.requireNonNull(catchThrowableOfType(CaptureException.class, capture::start));
                assertThat(refused.problems())
                        .singleElement()
                        .asString()
                        .startsWith("The database 127.0.0.1:")
                        .contains("/" + database + " has the encoding SQL_ASCII, with which PostgreSQL does not check");
            }
            assertThat(stage.query(
                            "select 1 from pg_replication_slots where slot_name = 'tidings_" + stage.source + "'"))
                    .isEmpty();
        }
    }

    private static void insert(Statement statement, String text) {
        try {
            statement.execute("insert into a values (2, '" + text + "', array['" + text + "'])");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String create(Stage stage, String encoding) {
        String name = stage.source + "_" + encoding.toLowerCase(Locale.ROOT);
        stage.sql("create database " + name + " encoding '" + encoding
                + "' locale_provider libc locale 'C' template template0");
        return name;
    }

    private static CaptureSettings settings(Stage stage, String database) {
        DatabaseSettings there = stage.database();
        return stage.settings(
                new DatabaseSettings(there.host(), there.port(), database, there.user(), there.password()),
                Set.of("public.a"),
                Set.of());
    }

    private static Connection connect(Stage stage, String database) throws Exception {
        DatabaseSettings there = stage.database();
        return DriverManager.getConnection(
                "jdbc:postgresql://" + there.host() + ":" + there.port() + "/" + database,
                there.user(),
                there.password());
    }
}

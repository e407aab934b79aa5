package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.quickstart.SqlScript.Action;
import io.tidings.quickstart.SqlScript.Statements;
import io.tidings.quickstart.SqlScript.Transaction;
import org.junit.jupiter.api.Test;

class SqlScriptTest {
    @Test
    void aTransactionKnowsItsLineItsActionAndHowItEnds() {
        String text = """
                -- a comment
                SET timezone = 'UTC';
                -- ACTION 007 | emil | renames 'x' | PUT /x
                -- @tx 9
                BEGIN;
                INSERT INTO t VALUES ('a;
                b');
                COMMIT;
                begin
                ROLLBACK
                """;
        Action renames = new Action(7, "emil", "renames 'x'");
        assertThat(SqlScript.parse(text).blocks())
                .containsExactly(
                        new Statements(
                                1,
                                "-- a comment\nSET timezone = 'UTC';\n-- ACTION 007 | emil | renames 'x' | PUT /x\n-- @tx 9"),
                        new Transaction(5, "INSERT INTO t VALUES ('a;\nb');", true, renames),
                        new Transaction(9, "", false, renames));
    }

    @Test
    void statementsBetweenTransactionsAreKeptAndCommentsAreNot() {
        String text = "BEGIN;\nSELECT 1;\nCOMMIT;\n\n-- nothing\nBEGIN;\nCOMMIT;\nVACUUM;\n";
        assertThat(SqlScript.parse(text).blocks())
                .containsExactly(
                        new Transaction(1, "SELECT 1;", true, null),
                        new Transaction(6, "", true, null),
                        new Statements(8, "VACUUM;"));
    }

    @Test
    void wordsInsideALineAreNoMarks() {
        assertThat(SqlScript.parse("BEGIN;\nSELECT 'COMMIT;';\nROLLBACK;").blocks())
                .containsExactly(new Transaction(1, "SELECT 'COMMIT;';", false, null));
    }

    @Test
    void blocksThatAreNestedOrOpenAreRefusedWithTheirLine() {
        assertThatThrownBy(() -> SqlScript.parse("BEGIN;\nSELECT 1;\nBEGIN;"))
                .hasMessage("Line 3: BEGIN inside the block that began in line 1.");
        assertThatThrownBy(() -> SqlScript.parse("SELECT 1;\nCOMMIT;")).hasMessage("Line 2: COMMIT without BEGIN.");
        assertThatThrownBy(() -> SqlScript.parse("\nBEGIN;\n"))
                .hasMessage("The BEGIN in line 2 has no COMMIT or ROLLBACK.");
    }
}

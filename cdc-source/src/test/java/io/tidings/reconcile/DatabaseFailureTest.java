package io.tidings.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.AuditTable;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseFailureTest {
    private static final AuditTable AUDIT = new AuditTable(
            "shop", new TableName("public", "events"), "id", "name", Optional.empty(), Map.of(), Map.of(), Map.of());

    @ParameterizedTest
    @CsvSource({
        "42501, prints the grants",
        "42501, has to give it bypassrls",
        "42P01, Correct `audit` in source.yaml",
        "42703, reconcile.time-column",
        "22007, Name a column with a time",
        "57014, statement_timeout",
        "28P01, database.password",
        "3D000, Correct database.name.",
        "53300, has no room",
        "08001, PostgreSQL runs",
        "57P03, PostgreSQL runs",
        "XX000, This is unexpected",
        ", This is unexpected"
    })
    void eachFailureHasARemedyOfItsOwn(String state, String remedy) {
        assertThat(DatabaseFailure.sentences(new SQLException("ERROR: odd.", state), AUDIT))
                .startsWith("The audit rows cannot be read: ERROR: odd. ")
                .contains(remedy)
                .endsWith(".");
    }
}

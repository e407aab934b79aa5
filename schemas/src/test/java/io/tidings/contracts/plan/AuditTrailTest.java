package io.tidings.contracts.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A change is left to an audit row only when that audit row is about the changed row. */
class AuditTrailTest {
    private static final TableName USERS = new TableName("public", "users");
    private static final TableName TEAMS = new TableName("public", "teams");
    private static final AuditTable AUDIT = new AuditTable(
            "s",
            new TableName("public", "audit"),
            "id",
            "action",
            Optional.empty(),
            Map.of(
                    AuditTable.ACTOR,
                    new AuditTable.Reference("actor_id", USERS),
                    "team",
                    new AuditTable.Reference("team_id", TEAMS)),
            Map.of("subject", new AuditTable.Entity("kind", "subject_id")),
            Map.of("USER", new AuditTable.EntityType("user", USERS)));

    private final AuditTrail trail = AuditTrail.of(
            AUDIT,
            List.of(new Row(
                    AUDIT.table(),
                    Map.of(
                            "id",
                            1,
                            "action",
                            "renamed",
                            "actor_id",
                            3,
                            "team_id",
                            7,
                            "kind",
                            "USER",
                            "subject_id",
                            5))));

    private boolean names(String action, TableName table, String key) {
        return trail.names(Set.of("other", action), new RowName(table, Key.of(key)));
    }

    @Test
    void anAuditRowIsAboutItsEntitiesAndReferencesWithItsAction() {
        assertThat(names("renamed", USERS, "5")).isTrue();
        assertThat(names("renamed", TEAMS, "7")).isTrue();
        assertThat(names("removed", USERS, "5")).isFalse();
        assertThat(names("renamed", USERS, "7")).isFalse();
    }

    @Test
    void whoActedIsNotWhatItIsAbout() {
        assertThat(names("renamed", USERS, "3")).isFalse();
    }
}

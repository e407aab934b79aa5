package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What the database's catalog says at one moment of whether each new audit row comes. Two of them say whether one may have
 * been committed in between that did not.
 *
 * @param facts of the audit table, those of {@link TableShapes} that decide it, and {@code uncovered} with the reason as long
 *     as rows do not come
 */
record AuditCoverage(TableName table, SortedMap<String, String> facts) {
    private static final String UNCOVERED = "uncovered";
    private static final Set<String> DECIDING =
            Set.of("table", "published", "named", "partition", "attached", "bare", "empty", UNCOVERED);

    AuditCoverage {
        facts = new TreeMap<>(facts);
        facts.keySet().removeIf(name -> !DECIDING.contains(kind(name)));
    }

    /**
     * Why audit rows may not have come.
     *
     * @param ofAnyAge whether rows of the table may be older than the look before
     */
    record Hidden(String reason, boolean ofAnyAge) {}

    /** As it is now. */
    static AuditCoverage read(Connection connection, CaptureSettings settings, TableName table) throws SQLException {
        if (!exists(connection, table)) {
            return new AuditCoverage(table, new TreeMap<>()).uncovered("There was no table " + table);
        }
        TableShape shape = new TableShapes(connection, settings).shape(table);
        AuditCoverage now = new AuditCoverage(table, shape.facts());
        if (!new Publication(connection, settings).coveredTables().contains(table)) {
            return now.uncovered(
                    "The publication '" + settings.engine().publication() + "' did not give every row of " + table);
        }
        Optional<String> unlogged = shape.facts().entrySet().stream()
                .filter(fact -> kind(fact.getKey()).equals("unlogged"))
                .map(fact -> fact.getValue())
                .findFirst();
        return unlogged.map(part ->
                        now.uncovered("What is inserted into " + part + " is in no log, because it is unlogged"))
                .orElse(now);
    }

    private static boolean exists(Connection connection, TableName table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("select to_regclass(?) is not null")) {
            query.setString(1, table.quoted());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private AuditCoverage uncovered(String reason) {
        SortedMap<String, String> more = new TreeMap<>(facts);
        more.put(UNCOVERED, reason);
        return new AuditCoverage(table, more);
    }

    /** Whether each row that is inserted now comes. */
    boolean isCovered() {
        return !facts.containsKey(UNCOVERED);
    }

    /** Why rows may not have come since an earlier look, if so; or do not come now. */
    Optional<Hidden> hiddenSince(AuditCoverage before) {
        if (differs("table", before)) {
            return Optional.of(new Hidden(table + " is another table than before", true));
        }
        Optional<String> attached = attachedSince(before);
        if (attached.isPresent()) {
            return Optional.of(new Hidden("The partition " + attached.get() + " was attached with rows in it", true));
        }
        return Optional.ofNullable(reason(before)).map(reason -> new Hidden(reason, false));
    }

    private @Nullable String reason(AuditCoverage before) {
        if (!isCovered() || !before.isCovered()) {
            return isCovered() ? before.facts.get(UNCOVERED) : facts.get(UNCOVERED);
        }
        if (differs("published", before)) {
            return "The publication was changed or made again, and may not have given every row of " + table
                    + " meanwhile";
        }
        return differs("named", before)
                ? table + " was renamed, or moved to another schema or owner, and may have had another name meanwhile"
                : null;
    }

    /** An earlier version did not remember every fact. */
    private boolean differs(String name, AuditCoverage before) {
        String then = before.facts.get(name);
        return then != null && facts.containsKey(name) && !then.equals(facts.get(name));
    }

    /** What is inserted into a table of its own does not come; what is inserted into a partition does. */
    private Optional<String> attachedSince(AuditCoverage before) {
        return facts.entrySet().stream()
                .filter(fact -> kind(fact.getKey()).equals("attached"))
                .filter(fact -> {
                    String id = id(fact.getKey());
                    return !facts.containsKey("bare " + id)
                            && !Objects.equals(facts.get("partition " + id), before.facts.get("partition " + id));
                })
                .map(fact -> fact.getValue())
                .findFirst();
    }

    private static String kind(String name) {
        int space = name.indexOf(' ');
        return space < 0 ? name : name.substring(0, space);
    }

    private static String id(String name) {
        return name.substring(name.indexOf(' ') + 1);
    }

    String text() {
        return table + "\n" + new TableShape(facts).text();
    }

    static AuditCoverage parse(String text) {
        String[] parts = text.split("\n", 2);
        return new AuditCoverage(
                TableName.parse(parts[0], "public"), TableShape.parse(parts[1]).facts());
    }
}

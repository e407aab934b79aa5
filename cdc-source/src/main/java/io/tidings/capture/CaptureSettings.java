package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * Everything that capture of one source needs to know.
 *
 * @param source the source's name: the key of its records in the log
 * @param database where the changes come from
 * @param tables what is captured, each as {@code schema.table}
 * @param excludedColumns what never leaves the database, each as {@code schema.table.column}
 * @param kafka settings of Kafka's clients, {@code bootstrap.servers} at least; never printed
 * @param topics where the changes go
 * @param engine how they are followed
 * @param audit which captured table has the audit rows; without one, nobody notices audit rows that do not come
 */
public record CaptureSettings(
        String source,
        DatabaseSettings database,
        Set<String> tables,
        Set<String> excludedColumns,
        Map<String, Object> kafka,
        TopicSettings topics,
        EngineSettings engine,
        Optional<AuditColumn> audit) {

    /** Checks names; whether tables and columns exist is checked at the start. */
    public CaptureSettings {
        Required.that(
                source.matches("[a-zA-Z0-9_][a-zA-Z0-9._-]{0,49}"),
                "source may have letters, digits, dots, dashes and underscores only, 50 at most: '" + source + "'");
        Required.that(!tables.isEmpty(), "tables must name at least one table");
        for (String table : tables) {
            Required.that(table.matches("[^.]+\\..+"), "tables names '" + table + "'; write schema.table");
        }
        for (String column : excludedColumns) {
            Required.that(
                    tables.contains(tableOf(column)),
                    "excludedColumns names '" + column + "', which is not a column of a captured table;"
                            + " write schema.table.column");
        }
        Required.that(
                kafka.containsKey(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG),
                "kafka must say where Kafka is: bootstrap.servers is missing");
        if (audit.isPresent()) {
            String table = audit.get().table().toString();
            Required.that(tables.contains(table), "tables must name the audit table, '" + table + "'");
        }
        tables = Set.copyOf(tables);
        excludedColumns = Set.copyOf(excludedColumns);
        kafka = Map.copyOf(kafka);
    }

    /** Without an audit table. */
    public CaptureSettings(
            String source,
            DatabaseSettings database,
            Set<String> tables,
            Set<String> excludedColumns,
            Map<String, Object> kafka,
            TopicSettings topics,
            EngineSettings engine) {
        this(source, database, tables, excludedColumns, kafka, topics, engine, Optional.empty());
    }

    /** All defaults: no column excluded, topics of one copy. */
    public static CaptureSettings defaults(
            String source, DatabaseSettings database, Set<String> tables, Map<String, Object> kafka) {
        return new CaptureSettings(
                source, database, tables, Set.of(), kafka, TopicSettings.defaults(1), EngineSettings.defaults(source));
    }

    /** The captured tables. */
    SortedSet<TableName> tableNames() {
        return tables.stream()
                .map(table -> TableName.parse(table, "public"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The same with another treatment of the slot. */
    public CaptureSettings with(SlotPolicy policy) {
        return new CaptureSettings(
                source, database, tables, excludedColumns, kafka, topics, engine.with(policy), audit);
    }

    /** The same, with the table that has the audit rows. */
    public CaptureSettings with(AuditColumn column) {
        return new CaptureSettings(
                source, database, tables, excludedColumns, kafka, topics, engine, Optional.of(column));
    }

    /** The same for some of the tables, followed through a slot of its own. */
    CaptureSettings ofTables(SortedSet<TableName> some, String slot) {
        Set<String> names = some.stream().map(TableName::toString).collect(Collectors.toSet());
        Set<String> columns = excludedColumns.stream()
                .filter(column -> names.contains(tableOf(column)))
                .collect(Collectors.toSet());
        EngineSettings other = new EngineSettings(
                slot, engine.publication(), engine.pollInterval(), engine.heartbeatInterval(), engine.batchSize());
        return new CaptureSettings(source, database, names, columns, kafka, topics, other);
    }

    /** The columns of a table that never leave the database. */
    Set<String> excludedColumnsOf(String table) {
        Set<String> columns = new TreeSet<>();
        for (String column : excludedColumns) {
            if (tableOf(column).equals(table)) {
                columns.add(column.substring(table.length() + 1));
            }
        }
        return columns;
    }

    private static String tableOf(String column) {
        return column.substring(0, Math.max(0, column.lastIndexOf('.')));
    }

    @Override
    public String toString() {
        return "CaptureSettings[source=" + source + ", database=" + database + ", tables=" + new TreeSet<>(tables)
                + ", topics=" + topics + ", engine=" + engine + "]";
    }
}

package io.tidings.contracts.catalog;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A column that differs between two catalogs.
 *
 * @param before empty when it came
 * @param after empty when it is gone
 */
public record ColumnChange(TableName table, String name, Optional<Column> before, Optional<Column> after) {

    /** The columns that differ in the tables of the first catalog; all of a table that is gone. */
    public static List<ColumnChange> between(Catalog was, Catalog is) {
        List<ColumnChange> changes = new ArrayList<>();
        for (Table table : was.tables().values()) {
            Map<String, Column> now = is.table(table.name()).map(Table::columns).orElse(Map.of());
            Set<String> names = new LinkedHashSet<>(table.columns().keySet());
            names.addAll(now.keySet());
            for (String name : names) {
                Optional<Column> before = Optional.ofNullable(table.columns().get(name));
                Optional<Column> after = Optional.ofNullable(now.get(name));
                if (!before.equals(after)) {
                    changes.add(new ColumnChange(table.name(), name, before, after));
                }
            }
        }
        return changes;
    }

    /** As a line of a diff. */
    @Override
    public String toString() {
        String sign = before.isEmpty() ? "+ " : after.isEmpty() ? "- " : "~ ";
        String column = sign + table + "." + name + ": ";
        String was = before.map(CatalogFile::write).orElse("");
        String is = after.map(CatalogFile::write).orElse("");
        return column + was + (before.isPresent() && after.isPresent() ? " → " : "") + is;
    }
}

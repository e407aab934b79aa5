package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All contracts of a source, checked and ready.
 *
 * @param contracts in the order of their files
 * @param primaryKeys the key columns of every table that must be captured, the audit table among them; none for those without
 * @param keyless the columns of every table that must be captured and has no primary key
 * @param lookups the columns by which rows are looked up other than by primary key
 * @param excluded columns that never leave the database
 */
public record Contracts(
        AuditTable audit,
        List<Contract> contracts,
        Map<TableName, List<String>> primaryKeys,
        Map<TableName, List<String>> keyless,
        Set<Lookup> lookups,
        Set<ExcludedColumn> excluded) {

    /** A column by which a table's rows are looked up. */
    public record Lookup(TableName table, String column) {}

    /** A column that stays in the database. */
    public record ExcludedColumn(TableName table, String column) {
        @Override
        public String toString() {
            return table + "." + column;
        }
    }

    /** The tables that must be captured. */
    public Set<TableName> tables() {
        return primaryKeys.keySet();
    }

    /**
     * What every contract that names the row's action makes of it, in the order of the contracts. The same row and the
     * same view give the same outcomes: there is no clock, no I/O and no chance in it.
     *
     * @param auditRow a row of the audit table
     * @param view the database as it stood when the row committed
     */
    public List<Outcome> evaluate(Row auditRow, View view) {
        Object action = auditRow.value(audit.action());
        if (action == null) {
            return List.of();
        }
        String name = Text.of(action);
        Roots roots = new Roots(audit, auditRow, view);
        List<Outcome> outcomes = new ArrayList<>();
        for (Contract contract : contracts) {
            if (contract.actions().contains(name)) {
                outcomes.add(new Evaluation(roots).evaluate(contract));
            }
        }
        return outcomes;
    }
}

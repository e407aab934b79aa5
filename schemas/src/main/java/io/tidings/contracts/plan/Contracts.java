package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All contracts of a source, checked and ready.
 *
 * @param contracts in the order of their files
 * @param primaryKeys the key columns of every table that must be captured, the audit table among them; none for those without
 * @param keyless the columns of every table that must be captured and has no primary key
 * @param lookups the columns by which rows are looked up other than by primary key
 * @param watched the tables whose changes some contract answers
 * @param excluded columns that never leave the database
 * @param dispatch which of them answer what
 */
public record Contracts(
        AuditTable audit,
        List<Contract> contracts,
        Map<TableName, List<String>> primaryKeys,
        Map<TableName, List<String>> keyless,
        Set<Lookup> lookups,
        Map<TableName, Watched> watched,
        Set<ExcludedColumn> excluded,
        Dispatch dispatch) {

    /** All contracts of a source; which of them answer what follows from them. */
    public Contracts(
            AuditTable audit,
            List<Contract> contracts,
            Map<TableName, List<String>> primaryKeys,
            Map<TableName, List<String>> keyless,
            Set<Lookup> lookups,
            Map<TableName, Watched> watched,
            Set<ExcludedColumn> excluded) {
        this(audit, contracts, primaryKeys, keyless, lookups, watched, excluded, Dispatch.of(contracts));
    }

    /** A column by which a table's rows are looked up. */
    public record Lookup(TableName table, String column) {}

    /**
     * A table whose changes some contract answers.
     *
     * @param depth how many foreign keys in a row lead away from it at most: a child's is greater than its parent's
     * @param primaryKey in which order its rows come
     */
    public record Watched(int depth, List<Ordering> primaryKey) {}

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

    /** Whether any contract answers the change. */
    public boolean answer(Trigger.Changed change) {
        return dispatch.ofChanges().stream().anyMatch(contract -> answers(contract, change));
    }

    /**
     * What every contract that answers the trigger makes of it, in the order of the contracts. The same trigger, view
     * and memory give the same: there is no clock, no I/O and no chance in it.
     */
    public Evaluated evaluate(Trigger trigger, Memory memory) {
        Roots roots = Roots.of(audit, trigger);
        List<Evaluation.Result> results = new ArrayList<>();
        for (Contract contract : dispatch.of(audit, trigger)) {
            if (!(trigger instanceof Trigger.Changed change) || answers(contract, change)) {
                results.add(new Evaluation(roots, memory).evaluate(contract));
            }
        }
        return new Evaluated(results.stream().map(Evaluation.Result::outcome).toList(), recollections(results));
    }

    private List<Memory.Entry> recollections(List<Evaluation.Result> results) {
        if (dispatch.remembered().isEmpty()) {
            return List.of();
        }
        Recollection recollection = new Recollection(contracts);
        return results.stream()
                .flatMap(result -> result.about().stream())
                .filter(row -> dispatch.remembered().contains(row.name().table()))
                .distinct()
                .flatMap(row -> recollection.of(row).stream())
                .toList();
    }

    /**
     * What one contract makes of a trigger that it answered before, as of then. What events before and after it showed is
     * not known any more.
     *
     * @return empty when there is no contract of that topic
     */
    public Optional<Outcome> evaluateAgain(String topic, Trigger trigger) {
        return contracts.stream()
                .filter(contract -> contract.topic().equals(topic))
                .findFirst()
                .map(contract -> previous(contract)
                        .<Outcome>map(reason -> new Outcome.Rejected(contract, List.of(reason)))
                        .orElseGet(() -> new Evaluation(Roots.of(audit, trigger), Memory.none())
                                .evaluate(contract)
                                .outcome()));
    }

    private static Optional<Outcome.Reason> previous(Contract contract) {
        return contract.record().fields().stream()
                .filter(field -> field.source() instanceof RecordPlan.Source.Previous)
                .findFirst()
                .map(field -> new Outcome.Reason(
                        field.name(),
                        field.source().text(),
                        "what the event before showed is not known any more; a replay of the log gives this event"));
    }

    /** The action of an audit row when no contract names it. */
    public Optional<String> unmappedAction(Trigger trigger) {
        return trigger instanceof Trigger.Audited audited
                ? Optional.ofNullable(Text.orNull(audited.row().value(audit.action())))
                        .filter(action -> !dispatch.byAction().containsKey(action))
                : Optional.empty();
    }

    private boolean answers(Contract contract, Trigger.Changed change) {
        return contract.changes().stream().anyMatch(answered -> new Answer(answered, primaryKeys).to(change))
                && !change.trail().names(contract.actions(), change.row());
    }
}

package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which contracts there are for what happens, worked out once, so that nothing is asked of the others.
 *
 * @param byAction those that answer each action, in their order
 * @param ofChanges those that answer changes of rows, in their order
 * @param remembered the tables of whose rows some contract wants to know what the event before showed
 */
public record Dispatch(Map<String, List<Contract>> byAction, List<Contract> ofChanges, Set<TableName> remembered) {

    static Dispatch of(List<Contract> contracts) {
        Map<String, List<Contract>> byAction = new LinkedHashMap<>();
        for (String action : contracts.stream()
                .flatMap(contract -> contract.actions().stream())
                .toList()) {
            byAction.computeIfAbsent(
                    action,
                    it -> contracts.stream()
                            .filter(contract -> contract.actions().contains(it))
                            .toList());
        }
        return new Dispatch(
                byAction,
                contracts.stream()
                        .filter(contract -> !contract.changes().isEmpty())
                        .toList(),
                contracts.stream()
                        .flatMap(contract -> contract.record().fields().stream())
                        .flatMap(field -> field.source() instanceof RecordPlan.Source.Previous previous
                                ? previous.what().tables().stream()
                                : Set.<TableName>of().stream())
                        .collect(Collectors.toCollection(HashSet::new)));
    }

    /** The contracts that may answer a trigger, in their order. */
    List<Contract> of(AuditTable audit, Trigger trigger) {
        if (trigger instanceof Trigger.Changed) {
            return ofChanges;
        }
        Object action = ((Trigger.Audited) trigger).row().value(audit.action());
        return action == null ? List.of() : byAction.getOrDefault(Text.of(action), List.of());
    }
}

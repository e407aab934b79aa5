package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.path.PathException;
import io.tidings.contracts.path.PathParser;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.ChangeTrigger;
import io.tidings.contracts.plan.PathPlan;
import io.tidings.contracts.plan.Trigger;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Compiles {@code @on}: an audit action, a change of rows such as {@code {"deleted": "loans", "with": "book_id ->
 * books"}}, or a list of these.
 */
final class OnCompiler {
    private static final Map<String, Trigger.Kind> KINDS =
            Map.of("deleted", Trigger.Kind.DELETED, "inserted", Trigger.Kind.INSERTED, "updated", Trigger.Kind.UPDATED);
    private static final String COLUMNS = "columns";
    private static final String WITH = "with";
    private static final String FORMS =
            "an event needs @on(\"action\"), @on({\"deleted\": \"table\"}), with inserted or updated in its place, or a"
                    + " list of these";

    private final Scope scope;
    private final AuditTable audit;

    OnCompiler(Scope scope, AuditTable audit) {
        this.scope = scope;
        this.audit = audit;
    }

    /**
     * What triggers an event.
     *
     * @param tables those whose changes do
     */
    record On(Set<String> actions, List<ChangeTrigger> changes, List<Table> tables) {}

    On on(Object annotation) throws Misfit, PathException {
        Set<String> actions = new LinkedHashSet<>();
        List<ChangeTrigger> changes = new ArrayList<>();
        Set<Table> tables = new LinkedHashSet<>();
        for (Object each : annotation instanceof List<?> list ? list : List.of(annotation)) {
            if (each instanceof String action) {
                actions.add(action);
            } else if (each instanceof Map<?, ?> change) {
                Trigger.Kind kind = kind(change);
                Table table = scope.kept(text(change, name(kind)));
                tables.add(table);
                changes.add(
                        new ChangeTrigger(kind, table.name(), columns(change, kind, table), with(change, kind, table)));
            } else {
                throw new Misfit(FORMS);
            }
        }
        if (actions.isEmpty() && changes.isEmpty()) {
            throw new Misfit(FORMS);
        }
        return new On(actions, changes, List.copyOf(tables));
    }

    private static Trigger.Kind kind(Map<?, ?> change) throws Misfit {
        List<Trigger.Kind> kinds = KINDS.entrySet().stream()
                .filter(kind -> change.containsKey(kind.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (kinds.size() != 1) {
            throw new Misfit(FORMS);
        }
        Trigger.Kind kind = kinds.get(0);
        Set<String> allowed = switch (kind) {
            case DELETED -> Set.of(name(kind), WITH);
            case UPDATED -> Set.of(name(kind), COLUMNS);
            case INSERTED -> Set.of(name(kind));
        };
        for (Object key : change.keySet()) {
            if (!allowed.contains(String.valueOf(key))) {
                throw new Misfit(
                        "@on: " + name(kind) + " knows no " + key + "; an update has `columns`, a delete has `with`");
            }
        }
        return kind;
    }

    private static String name(Trigger.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Map<?, ?> change, String key) throws Misfit {
        if (change.get(key) instanceof String text) {
            return text;
        }
        throw new Misfit("@on: " + key + " names one table");
    }

    private static Set<String> columns(Map<?, ?> change, Trigger.Kind kind, Table table) throws Misfit {
        Set<String> columns = new LinkedHashSet<>();
        if (kind == Trigger.Kind.UPDATED) {
            for (String column : texts(change.get(COLUMNS))) {
                PathCompiler.column(table, column);
                columns.add(column);
            }
        }
        return columns;
    }

    private List<PathPlan> with(Map<?, ?> change, Trigger.Kind kind, Table table) throws Misfit, PathException {
        List<PathPlan> paths = new ArrayList<>();
        if (kind == Trigger.Kind.DELETED) {
            PathCompiler compiler =
                    new PathCompiler(RootScope.audited(scope, audit, List.of()).only(""));
            for (String path : texts(change.get(WITH))) {
                PathCompiler.Compiled compiled = compiler.fromRow(PathParser.path(path), List.of(table));
                if (compiled.end().many() || compiled.end().value().isPresent()) {
                    throw new Misfit("@on: `" + path + "` must lead to one row, which the deleted row went with");
                }
                paths.add(compiled.plan());
            }
        }
        return paths;
    }

    private static List<String> texts(@Nullable Object value) throws Misfit {
        List<Object> values = value instanceof List<?> list
                ? List.copyOf(list)
                : Optional.<Object>ofNullable(value).stream().toList();
        if (!values.stream().allMatch(String.class::isInstance)) {
            throw new Misfit("@on: `columns` and `with` are texts");
        }
        return values.stream().map(Objects::toString).toList();
    }
}

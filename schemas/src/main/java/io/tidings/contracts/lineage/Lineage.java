package io.tidings.contracts.lineage;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Which columns every field of every event comes from, and the inverse: which fields a column has a part in.
 *
 * @param schema of the audit table; tables of this schema are named without it, as in contracts
 * @param events in the order of the contracts
 */
public record Lineage(String schema, List<EventLineage> events) {
    public Lineage {
        events = List.copyOf(events);
    }

    /** The lineage of contracts that compiled against this catalog. */
    public static Lineage of(Contracts contracts, Catalog catalog) {
        return new Lineage(
                contracts.audit().table().schema(),
                contracts.contracts().stream()
                        .map(contract -> new EventTracing(contract, contracts, catalog).event())
                        .toList());
    }

    /** The event type of that topic. */
    public Optional<EventLineage> event(String topic) {
        return events.stream()
                .filter(event -> event.contract().topic().equals(topic))
                .findFirst();
    }

    /** What a column has a part in: each field of each event once for each use. */
    public List<Touch> touching(TableName table, String column) {
        return touching(new ColumnName(table, column)::equals);
    }

    /** What the columns of a table have a part in. */
    public List<Touch> touching(TableName table) {
        return touching(column -> column.table().equals(table));
    }

    private List<Touch> touching(Predicate<ColumnName> wanted) {
        Set<Touch> touches = new LinkedHashSet<>();
        for (EventLineage event : events) {
            event.triggers().stream()
                    .filter(trigger -> wanted.test(trigger.column()))
                    .map(trigger -> new Touch(event.contract(), EventLineage.ON, trigger.column(), trigger.use()))
                    .forEach(touches::add);
            Stream.concat(Stream.of(event.key()), event.fields().stream())
                    .flatMap(field -> uses(field)
                            .filter(use -> wanted.test(use.column()))
                            .map(use -> new Touch(event.contract(), field.name(), use.column(), use.use())))
                    .forEach(touches::add);
        }
        return List.copyOf(touches);
    }

    private static Stream<Passage> uses(FieldLineage field) {
        return Stream.concat(
                field.readings().stream().map(reading -> new Passage(reading.column(), Use.VALUE)),
                field.passages().stream());
    }
}

package io.tidings.contracts.lineage;

import io.tidings.contracts.plan.Contract;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where one event type comes from.
 *
 * @param triggers what decides whether there is an event
 * @param key of the record key, under the name {@code @key}
 * @param fields all of them, each record before its fields
 */
public record EventLineage(Contract contract, List<Passage> triggers, FieldLineage key, List<FieldLineage> fields) {
    /** The name under which the record key is listed. */
    public static final String KEY = "@key";

    /** The name under which triggers are listed. */
    public static final String ON = "@on";

    public EventLineage {
        triggers = List.copyOf(triggers);
        fields = List.copyOf(fields);
    }

    /** The field of that full name. */
    public Optional<FieldLineage> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /** The record around a field; empty for those of the event itself. */
    public Optional<FieldLineage> around(FieldLineage field) {
        int dot = field.name().lastIndexOf('.');
        return dot < 0 ? Optional.empty() : field(field.name().substring(0, dot).replaceFirst("\\[]$", ""));
    }

    /** What the field's own path passes: without what leads to the record around it. */
    public List<Passage> ownPassages(FieldLineage field) {
        Set<Passage> inherited =
                around(field).map(record -> Set.copyOf(record.passages())).orElse(Set.of());
        return field.passages().stream()
                .filter(passage -> !inherited.contains(passage))
                .toList();
    }
}

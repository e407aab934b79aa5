package io.tidings.contracts.release;

import io.tidings.contracts.plan.Compatibility;
import io.tidings.contracts.release.Break.Readers;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityResult;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** Finds whom a new schema breaks; what Avro's own library refuses is never let through. */
public final class Breaks {
    private final String topic;
    private final Schema now;
    private final Set<Break> found = new LinkedHashSet<>();

    private Breaks(String topic, Schema now) {
        this.topic = topic;
        this.now = now;
    }

    /** All that breaks under the compatibility; none when the schema may become the next version. */
    public static List<Break> of(
            String topic, Schema now, SortedMap<Integer, Schema> released, Compatibility compatibility) {
        Breaks breaks = new Breaks(topic, now);
        SortedMap<Integer, Schema> counting =
                compatibility.transitive() || released.isEmpty() ? released : released.tailMap(released.lastKey());
        for (Map.Entry<Integer, Schema> version : counting.entrySet()) {
            if (compatibility.protectsOldReaders()) {
                breaks.between(version.getKey(), Readers.OLD, version.getValue(), now);
            }
            if (compatibility.protectsNewReaders()) {
                breaks.between(version.getKey(), Readers.NEW, now, version.getValue());
            }
        }
        return new ArrayList<>(breaks.found);
    }

    private void between(int version, Readers readers, Schema reader, Schema writer) {
        int before = found.size();
        new Resolution(readers, (place, sentence) -> add(version, readers, place, sentence)).resolve(reader, writer);
        SchemaCompatibilityResult verdict = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getResult();
        if (found.size() == before && verdict.getCompatibility() != SchemaCompatibilityType.COMPATIBLE) {
            verdict.getIncompatibilities()
                    .forEach(fault -> add(
                            version,
                            readers,
                            new FieldPlace(reader.getName(), ""),
                            "does not fit: " + fault.getMessage()));
        }
    }

    private void add(int version, Readers readers, FieldPlace place, String sentence) {
        found.add(new Break(topic, version, readers, place.record(), place.field(), sentence));
    }
}

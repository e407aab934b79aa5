package io.tidings.contracts.release;

import io.tidings.contracts.plan.Compatibility;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * A topic whose schemas differ.
 *
 * @param was empty when the topic came
 * @param is empty when it is gone
 */
public record TopicDiff(String topic, Optional<Schema> was, Optional<Schema> is) {

    /** The topics that differ, in their order. */
    public static List<TopicDiff> between(Map<String, Schema> was, Map<String, Schema> is) {
        return Stream.concat(was.keySet().stream(), is.keySet().stream())
                .distinct()
                .sorted()
                .map(topic ->
                        new TopicDiff(topic, Optional.ofNullable(was.get(topic)), Optional.ofNullable(is.get(topic))))
                .filter(topic -> !topic.was.map(Schema::toString).equals(topic.is.map(Schema::toString)))
                .toList();
    }

    /** What became of it, in a word. */
    public String status() {
        if (was.isEmpty()) {
            return "came";
        }
        return is.isEmpty() ? "gone" : breaking() ? "breaking" : "compatible";
    }

    /** Whether readers of either schema cannot read what the other wrote. */
    public boolean breaking() {
        return was.isPresent()
                && is.isPresent()
                && !Breaks.of(topic, is.get(), new TreeMap<>(Map.of(1, was.get())), Compatibility.FULL)
                        .isEmpty();
    }

    /** The fields that differ; none when the topic came or is gone. */
    public List<SchemaChange> changes() {
        return was.isPresent() && is.isPresent() ? SchemaChange.between(was.get(), is.get()) : List.of();
    }
}

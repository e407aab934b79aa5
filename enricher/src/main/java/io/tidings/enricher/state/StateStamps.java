package io.tidings.enricher.state;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Stamps the stores of a task while it works, and refuses to work with stores that do not belong together or to the changelogs
 * that are there. It is made when the stores are restored, at a start as after a rebalance.
 */
public final class StateStamps {
    private static final Duration INTERVAL = Duration.ofSeconds(1);
    private static final long MOST_RECORDS_BETWEEN = 5_000;

    private final StateTopics topics;
    private final Map<String, KeyValueStore<Bytes, byte[]>> stores = new LinkedHashMap<>();
    private final KeyValueStore<Bytes, byte[]> progress;
    private final TopicIds ids;
    private @Nullable Stamp current;
    private long unstamped;

    private StateStamps(ProcessorContext<?, ?> context, StateTopics topics, String progress) {
        this.topics = topics;
        topics.stores().forEach(store -> stores.put(store, context.getStateStore(store)));
        this.progress = context.getStateStore(progress);
        this.ids = topics.ids().get();
        this.current = verified();
    }

    /**
     * Verifies a task's stores and prepares to stamp them.
     *
     * @param progress the store that holds what comes next
     * @throws io.tidings.problem.Refusal when they do not belong together
     */
    public static StateStamps open(ProcessorContext<?, ?> context, StateTopics topics, String progress) {
        StateStamps stamps = new StateStamps(context, topics, progress);
        context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, now -> stamps.stamp());
        return stamps;
    }

    private @Nullable Stamp verified() {
        byte[] known = progress.get(TopicIds.KEY);
        String changed = known == null ? "" : TopicIds.read(known).changes(ids);
        if (!changed.isEmpty()) {
            throw topics.damaged(changed);
        }
        Map<String, @Nullable Stamp> found = new LinkedHashMap<>();
        stores.forEach((name, store) -> found.put(topics.changelog(name), Stamp.read(store.get(Stamp.KEY))));
        String differing = StampsFound.differing(found);
        if (!differing.isEmpty()) {
            throw topics.damaged(differing);
        }
        Stamp first = found.values().iterator().next();
        if (first == null && stores.values().stream().anyMatch(StateStamps::holdsAnything)) {
            throw topics.damaged(
                    "it was written by a version of Tidings that did not stamp it, or its stamps are lost in "
                            + found.keySet().stream().sorted().collect(Collectors.joining(", ")));
        }
        return first;
    }

    private static boolean holdsAnything(KeyValueStore<Bytes, byte[]> store) {
        try (var all = store.all()) {
            return all.hasNext();
        }
    }

    /**
     * A record is processed.
     *
     * @param offset of the record
     */
    public void processed(long offset) {
        progress.put(NextRecord.KEY, new NextRecord(offset + 1, ids.of(topics.changes())).bytes());
        unstamped++;
        if (current == null) {
            progress.put(TopicIds.KEY, topics.changelogsIn(ids).bytes());
        }
        if (current == null || unstamped >= MOST_RECORDS_BETWEEN) {
            stamp();
        }
    }

    private void stamp() {
        if (unstamped > 0) {
            Stamp next = current == null ? Stamp.first() : current.next();
            byte[] bytes = next.bytes();
            stores.values().forEach(store -> store.put(Stamp.KEY, bytes));
            current = next;
            unstamped = 0;
        }
    }
}

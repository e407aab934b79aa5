package io.tidings.enricher;

import io.tidings.enricher.PartitionStart.Seen;
import io.tidings.enricher.state.FoundState;
import io.tidings.enricher.state.SnapshotMark;
import io.tidings.enricher.state.StateLook;
import io.tidings.enricher.state.StateTopics;
import io.tidings.enricher.state.TopicIds;
import io.tidings.problem.Outage;
import io.tidings.problem.Refusal;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees before anything is read that state, group offsets and log belong together. Where to read next is what the state
 * knows; offsets that are gone or altered are set to it. An enricher without state begins at the log's first record, which must
 * still be there. The consumer itself may choose no position ({@code auto.offset.reset=none}).
 */
final class StartPosition {
    private static final Logger LOG = LoggerFactory.getLogger(StartPosition.class);
    private static final Comparator<TopicPartition> PARTITIONS = Comparator.comparingInt(TopicPartition::partition);

    private final EnricherSettings settings;
    private final Duration limit;
    private final List<String> written;
    private final StateTopics topics;
    private boolean fromSnapshot;

    /** Where a snapshot is looked for in a partition of which nobody knows what was read: its end at the first look. */
    private final Map<TopicPartition, Long> firstEnds = new HashMap<>();

    /**
     * Prepares to look.
     *
     * @param written the topics that the enricher writes
     */
    StartPosition(EnricherSettings settings, Duration limit, List<String> written) {
        this.settings = settings;
        this.limit = limit;
        this.written = written;
        this.topics = StateSetup.topics(settings);
        this.fromSnapshot = settings.fromSnapshot();
    }

    /**
     * Sets the positions where there are none or wrong ones.
     *
     * @return whether the state is of no use and is to be removed
     * @throws Refusal when state, offsets and log do not fit each other, when the log no longer begins with its first record,
     *     or when a replay that knows nothing of its state finds events in its topics
     * @throws Outage when that cannot be told yet
     */
    boolean set(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        List<String> all = Stream.concat(Stream.of(settings.topics().changes()), topics.changelogs().stream())
                .toList();
        TopicIds ids = TopicIds.ask(admin, all, limit);
        try (LogReader reader = new LogReader(settings, limit)) {
            Map<TopicPartition, Seen> seen = look(admin, ids, reader);
            Map<TopicPartition, PartitionStart> starts = new TreeMap<>(PARTITIONS);
            PartitionStart.Sentences sentences = new PartitionStart.Sentences(settings, topics);
            seen.forEach((partition, known) ->
                    starts.put(partition, PartitionStart.of(known, reader::hasBetween, sentences)));
            requireSettled(starts, seen, ids, reader);
            if (fromSnapshot) {
                return fromSnapshot(admin, seen, starts, reader);
            }
            refuse(starts);
            move(admin, seen, starts, ids);
            return false;
        }
    }

    /**
     * Another instance may go on meanwhile, so that what is never behind is asked for later: the offsets, the state, the end
     * of the log.
     */
    private Map<TopicPartition, Seen> look(Admin admin, TopicIds ids, LogReader reader)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(settings.applicationId())
                .partitionsToOffsetAndMetadata()
                .get(limit.toSeconds(), TimeUnit.SECONDS);
        boolean quiet = !hasMembers(admin);
        StateLook state = new StateLook(topics, ApplyTransactions.PROGRESS, ids, reader.committed());
        Map<TopicPartition, Seen> seen = new TreeMap<>(PARTITIONS);
        for (TopicPartition partition :
                partitions(admin, List.of(settings.topics().changes())).toList()) {
            long first = reader.first(partition);
            FoundState found = state.find(partition.partition(), quiet);
            long end = reader.end(partition);
            seen.put(
                    partition,
                    new Seen(partition, ids.of(partition.topic()), first, end, offsets.get(partition), quiet, found));
        }
        return seen;
    }

    private boolean hasMembers(Admin admin) throws ExecutionException, InterruptedException, TimeoutException {
        try {
            return !Objects.requireNonNull(admin.describeConsumerGroups(List.of(settings.applicationId()))
                            .describedGroups()
                            .get(settings.applicationId()))
                    .get(limit.toSeconds(), TimeUnit.SECONDS)
                    .members()
                    .isEmpty();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return false;
            }
            throw e;
        }
    }

    private Stream<TopicPartition> partitions(Admin admin, List<String> names)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.describeTopics(names).allTopicNames().get(limit.toSeconds(), TimeUnit.SECONDS).values().stream()
                .flatMap(topic -> topic.partitions().stream()
                        .map(partition -> new TopicPartition(topic.name(), partition.partition())));
    }

    /** Kafka shows the parts of a transaction that has just ended one after the other, and nothing behind one left open. */
    private void requireSettled(
            Map<TopicPartition, PartitionStart> starts,
            Map<TopicPartition, Seen> seen,
            TopicIds ids,
            LogReader reader) {
        StateLook state = new StateLook(topics, ApplyTransactions.PROGRESS, ids, reader.committed());
        boolean unsettled = starts.entrySet().stream()
                .filter(start -> start.getValue().damaged())
                .anyMatch(start -> state.isUnsettled(start.getKey().partition(), reader.uncommitted()));
        if (unsettled) {
            throw new Outage(
                    "A transaction of the enricher " + settings.applicationId()
                            + " is open in its changelogs, so that what they hold cannot be told yet. Kafka ends it within a minute.");
        }
        boolean unset = starts.values().stream().anyMatch(start -> start.move().isPresent());
        if (unset && seen.values().stream().noneMatch(Seen::quiet)) {
            throw new Outage("The group " + settings.applicationId()
                    + " has members and no position in each partition of the log; it gets one when another instance has set it"
                    + " or all have left.");
        }
    }

    private static void refuse(Map<TopicPartition, PartitionStart> starts) {
        String refusals = starts.values().stream()
                .map(PartitionStart::refusal)
                .filter(refusal -> !refusal.isEmpty())
                .distinct()
                .collect(Collectors.joining(System.lineSeparator()));
        if (!refusals.isEmpty()) {
            throw new Refusal(refusals);
        }
    }

    private void move(
            Admin admin, Map<TopicPartition, Seen> seen, Map<TopicPartition, PartitionStart> starts, TopicIds ids)
            throws ExecutionException, InterruptedException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> moves = new HashMap<>();
        starts.forEach(
                (partition, start) -> start.move().ifPresent(to -> moves.put(partition, new OffsetAndMetadata(to))));
        boolean unread = moves.keySet().stream()
                .anyMatch(partition -> Objects.requireNonNull(seen.get(partition))
                        .state()
                        .next()
                        .isEmpty());
        if (settings.replay() && unread) {
            requireUnwritten(admin, ids);
        }
        if (alter(admin, moves)) {
            starts.values().stream()
                    .map(PartitionStart::why)
                    .filter(why -> !why.isEmpty())
                    .forEach(why -> LOG.atWarn()
                            .addKeyValue("application", settings.applicationId())
                            .log(why));
        }
    }

    private boolean alter(Admin admin, Map<TopicPartition, OffsetAndMetadata> moves)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (moves.isEmpty()) {
            return false;
        }
        try {
            admin.alterConsumerGroupOffsets(settings.applicationId(), moves)
                    .all()
                    .get(limit.toSeconds(), TimeUnit.SECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownMemberIdException) {
                throw new Outage("Another instance of the enricher " + settings.applicationId()
                        + " has joined its group, and sets the positions.");
            }
            throw e;
        }
    }

    /** Begins at the next full snapshots. */
    private boolean fromSnapshot(
            Admin admin, Map<TopicPartition, Seen> seen, Map<TopicPartition, PartitionStart> starts, LogReader reader)
            throws ExecutionException, InterruptedException, TimeoutException {
        if (seen.values().stream().noneMatch(Seen::quiet)) {
            throw new Outage(
                    "The group " + settings.applicationId() + " has members. --from-snapshot waits until they have"
                            + " left: stop all other instances; one that stopped is a member for ten seconds.");
        }
        boolean damaged = starts.values().stream().anyMatch(PartitionStart::damaged);
        Map<TopicPartition, OffsetAndMetadata> moves = new HashMap<>();
        for (Map.Entry<TopicPartition, PartitionStart> start : starts.entrySet()) {
            Seen known = Objects.requireNonNull(seen.get(start.getKey()));
            boolean needed = damaged || !start.getValue().refusal().isEmpty();
            if (known.end() > 0 && !(SnapshotMark.isOn(known.offset(), known.log()) && !needed)) {
                OptionalLong found = reader.snapshot(known, from(start.getValue(), known), needed);
                found.ifPresent(offset -> moves.put(start.getKey(), SnapshotMark.at(offset, known.log())));
            } else if (known.end() == 0 && (needed || known.offset() == null)) {
                moves.put(start.getKey(), SnapshotMark.at(0, known.log()));
            }
            start.getValue().move().ifPresent(to -> moves.putIfAbsent(start.getKey(), new OffsetAndMetadata(to)));
        }
        alter(admin, moves);
        fromSnapshot = false;
        return damaged;
    }

    private long from(PartitionStart start, Seen seen) {
        return start.from().orElseGet(() -> firstEnds.computeIfAbsent(seen.partition(), partition -> seen.end()));
    }

    /** Whoever keeps state knows what it has written; a replay without any would write it again. */
    private void requireUnwritten(Admin admin, TopicIds ids)
            throws ExecutionException, InterruptedException, TimeoutException {
        String state = topics.changelog(ApplyTransactions.PROGRESS);
        if (!ids.of(state).isEmpty()) {
            return;
        }
        Map<TopicPartition, OffsetSpec> ends = partitions(admin, written)
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        String filled = admin.listOffsets(ends).all().get(limit.toSeconds(), TimeUnit.SECONDS).entrySet().stream()
                .filter(end -> end.getValue().offset() > 0)
                .map(end -> end.getKey().topic())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
        if (!filled.isEmpty()) {
            throw new Refusal("The replay would add to what is in " + filled + " already: the replay that wrote it is"
                    + " unknown to Kafka, there is no topic " + state + ". Delete these topics, or choose another"
                    + " --topic-prefix.");
        }
    }
}

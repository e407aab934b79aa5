package io.tidings.enricher;

import io.tidings.enricher.state.FoundState;
import io.tidings.enricher.state.SnapshotMark;
import io.tidings.enricher.state.StateTopics;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where the reading of one partition of the log begins, by what is known of it.
 *
 * @param move where the group's offset is to be moved; empty when it stays
 * @param why it is moved although there is one, a sentence; empty when there is none
 * @param refusal why reading cannot begin; empty when it can
 * @param damaged whether the state itself is to blame, so that nothing of it can be kept
 * @param from where a snapshot is to be looked for; empty when nobody knows what was read, so that only a new one will do
 */
record PartitionStart(Optional<Long> move, String why, String refusal, boolean damaged, OptionalLong from) {

    /**
     * What is known.
     *
     * @param log the identity of the log's topic
     * @param first the first offset that the log holds
     * @param end the offset after its last record
     * @param offset the group's
     * @param quiet whether the group has no members, so that its offset can be altered, and was by somebody else if at all
     * @param state what the changelogs hold
     */
    record Seen(
            TopicPartition partition,
            String log,
            long first,
            long end,
            @Nullable OffsetAndMetadata offset,
            boolean quiet,
            FoundState state) {

        /** Kafka Streams writes something beside the offsets that it commits, which nobody else does. */
        private boolean isCommitted() {
            return offset != null && !offset.metadata().isEmpty() && !isMarked();
        }

        private boolean isMarked() {
            return SnapshotMark.isOn(offset, log);
        }
    }

    /** Tells whether the log has a record between two offsets, and not only marks of transactions. */
    interface Records {
        boolean between(TopicPartition partition, long from, long to);
    }

    static PartitionStart of(Seen seen, Records records, Sentences sentences) {
        if (!seen.state.damage().isEmpty()) {
            return damaged(seen, sentences.damaged(seen.state.damage()));
        }
        return seen.state
                .next()
                .map(next -> withState(seen, next, records, sentences))
                .orElseGet(() -> withoutState(seen, records, sentences));
    }

    private static PartitionStart withoutState(Seen seen, Records records, Sentences sentences) {
        OffsetAndMetadata offset = seen.offset;
        if (seen.isMarked()) {
            return stays(seen);
        }
        if (offset == null) {
            return seen.first > 0 ? refused(sentences.beginningGone(seen), seen.first) : moves(0, "", seen.first);
        }
        boolean unread = seen.first == 0 && !records.between(seen.partition, 0, offset.offset());
        return unread
                ? stays(seen)
                : damaged(
                        seen,
                        sentences.damaged("the changelogs hold nothing of partition "
                                + seen.partition.partition() + ", though its log was read up to offset "
                                + offset.offset()));
    }

    private static PartitionStart withState(Seen seen, long next, Records records, Sentences sentences) {
        OffsetAndMetadata offset = seen.offset;
        if (seen.isMarked() && offset != null && offset.offset() >= seen.first) {
            return stays(seen);
        }
        if (!seen.state.log().equals(seen.log)) {
            return refused(sentences.logMadeAnew(seen), seen.first);
        }
        if (next > seen.end) {
            return refused(sentences.endGone(seen, next), seen.end);
        }
        if (next < seen.first && !(seen.isCommitted() && offset != null && offset.offset() >= seen.first)) {
            return refused(sentences.nextGone(seen, next), seen.first);
        }
        if (offset == null) {
            return moves(next, sentences.offsetGone(seen, next), next);
        }
        boolean fits = offset.offset() == next
                || next < seen.first
                || (offset.offset() > next && !records.between(seen.partition, next, offset.offset()));
        if (fits || !seen.quiet) {
            return stays(seen);
        }
        return seen.isCommitted()
                ? damaged(
                        seen,
                        sentences.damaged("in partition " + seen.partition.partition() + " it ends at offset " + next
                                + " of the log, and offset " + offset.offset()
                                + " is the one that was committed with it"))
                : moves(next, sentences.offsetAltered(seen, next), next);
    }

    private static PartitionStart stays(Seen seen) {
        OffsetAndMetadata offset = seen.offset;
        return new PartitionStart(
                Optional.empty(), "", "", false, OptionalLong.of(offset == null ? seen.first : offset.offset()));
    }

    private static PartitionStart moves(long to, String why, long from) {
        return new PartitionStart(Optional.of(to), why, "", false, OptionalLong.of(from));
    }

    private static PartitionStart refused(String sentence, long from) {
        return new PartitionStart(Optional.empty(), "", sentence, false, OptionalLong.of(from));
    }

    /** What a damaged state says of its progress counts for nothing. */
    private static PartitionStart damaged(Seen seen, String sentence) {
        OffsetAndMetadata offset = seen.offset;
        boolean known = offset != null && (seen.isCommitted() || seen.isMarked()) && offset.offset() <= seen.end;
        return new PartitionStart(
                Optional.empty(),
                "",
                sentence,
                true,
                known && offset != null ? OptionalLong.of(offset.offset()) : OptionalLong.empty());
    }

    /** How it is said. */
    record Sentences(EnricherSettings settings, StateTopics topics) {
        String damaged(String what) {
            return String.valueOf(topics.damaged(what).getMessage());
        }

        private static String partition(Seen seen) {
            return "partition " + seen.partition.partition() + " of the topic " + seen.partition.topic();
        }

        private String beginningGone(Seen seen) {
            String begins = "the topic's partition " + seen.partition.partition() + " now begins at record "
                    + seen.first + ": its retention dropped what came before, the snapshot among it. ";
            return settings.replay()
                    ? "The topic " + seen.partition.topic() + " cannot be read from its beginning: " + begins
                            + "Only a longer capture.retention keeps it whole."
                    : "The enricher " + settings.applicationId() + " has not read the topic " + seen.partition.topic()
                            + ", and " + begins + topics.wayBack();
        }

        private String logMadeAnew(Seen seen) {
            return "The topic " + seen.partition.topic() + " was deleted and made anew since the enricher "
                    + settings.applicationId() + " read it: what the old one held beyond its state is lost. "
                    + topics.wayBack();
        }

        private String nextGone(Seen seen, long next) {
            return "The " + partition(seen) + " begins at offset " + seen.first
                    + " and no longer holds offset " + next + ", which the enricher " + settings.applicationId()
                    + " has to read next: records were deleted, or its retention was shorter than the time the enricher stood"
                    + " still. " + topics.wayBack();
        }

        private String endGone(Seen seen, long next) {
            return "The " + partition(seen) + " ends at offset " + seen.end + ", and the enricher "
                    + settings.applicationId() + " has read it up to " + next
                    + " already: Kafka has lost records that were committed. " + topics.wayBack();
        }

        private String offsetGone(Seen seen, long next) {
            return "The group " + settings.applicationId() + " has no offset in " + partition(seen)
                    + " any more; it is set to " + next + ", where its state ends, and nothing is lost or told twice";
        }

        private String offsetAltered(Seen seen, long next) {
            OffsetAndMetadata offset = seen.offset;
            return "Somebody has altered the offset of the group " + settings.applicationId() + " in " + partition(seen)
                    + " to " + (offset == null ? "nothing" : offset.offset()) + "; it is set back to " + next
                    + ", where its state ends, and nothing is lost or told twice";
        }
    }
}

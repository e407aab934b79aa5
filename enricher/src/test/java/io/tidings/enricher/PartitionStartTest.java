package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.enricher.PartitionStart.Seen;
import io.tidings.enricher.PartitionStart.Sentences;
import io.tidings.enricher.state.FoundState;
import io.tidings.enricher.state.SnapshotMark;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Where to read is what the state knows; what does not fit is refused with its cause. */
class PartitionStartTest {
    private static final TopicPartition PARTITION = new TopicPartition("tidings.changes", 0);
    private static final String LOG = "log";
    private static final FoundState NONE = new FoundState(Optional.empty(), "", "");
    private static final FoundState AT_50 = new FoundState(Optional.of(50L), LOG, "");

    private static OffsetAndMetadata committed(long offset) {
        return new OffsetAndMetadata(offset, "AgAAAZ");
    }

    private static OffsetAndMetadata altered(long offset) {
        return new OffsetAndMetadata(offset);
    }

    private static PartitionStart start(long first, @Nullable OffsetAndMetadata offset, FoundState state) {
        return start(first, offset, true, state);
    }

    /** The log ends at 100; at 50 and 51 are marks, everywhere else records. */
    private static PartitionStart start(
            long first, @Nullable OffsetAndMetadata offset, boolean quiet, FoundState state) {
        EnricherSettings settings = EnricherBench.settings(Path.of("unused"), Map.of("bootstrap.servers", "none:1"));
        return PartitionStart.of(
                new Seen(PARTITION, LOG, first, 100, offset, quiet, state),
                (partition, from, to) -> from < to && !(from >= 50 && to <= 52),
                new Sentences(settings, EnricherBench.topics()));
    }

    private static void stays(PartitionStart start) {
        assertThat(start.refusal()).isEmpty();
        assertThat(start.move()).isEmpty();
    }

    @Test
    void withNeitherStateNorOffsetItIsTheFirstRecordWhichMustBeThere() {
        assertThat(start(0, null, NONE).move()).contains(0L);
        assertThat(start(0, null, NONE).why()).isEmpty();
        assertThat(start(5, null, NONE).refusal())
                .contains("now begins at record 5")
                .endsWith("Begin again.");
    }

    @Test
    void anOffsetThatFitsStays() {
        stays(start(0, committed(50), AT_50));
        stays(start(0, altered(50), AT_50));
        stays(start(0, committed(52), AT_50));
        stays(start(51, committed(52), AT_50));
        stays(start(0, altered(0), NONE));
        stays(start(0, committed(60), false, AT_50));
    }

    @Test
    void anOffsetThatIsGoneOrAlteredIsSetToWhereTheStateEnds() {
        assertThat(start(0, null, AT_50).move()).contains(50L);
        assertThat(start(0, null, AT_50).why()).contains("has no offset in partition 0");
        for (long offset : new long[] {0, 49, 53, 1000}) {
            PartitionStart start = start(0, altered(offset), AT_50);
            assertThat(start.move()).contains(50L);
            assertThat(start.why()).contains("to " + offset + "; it is set back to 50");
        }
    }

    @Test
    void aStateOfAnotherMomentThanTheCommittedOffsetIsRefused() {
        for (long offset : new long[] {49, 53}) {
            PartitionStart start = start(0, committed(offset), AT_50);
            assertThat(start.refusal()).contains("it ends at offset 50 of the log, and offset " + offset);
            assertThat(start.damaged()).isTrue();
            assertThat(start.from()).isEqualTo(OptionalLong.of(offset));
        }
    }

    @Test
    void aLogThatWasReadWithNothingInTheChangelogsIsRefused() {
        PartitionStart start = start(0, committed(70), NONE);
        assertThat(start.refusal()).contains("hold nothing of partition 0, though its log was read up to offset 70");
        assertThat(start.from()).isEqualTo(OptionalLong.of(70));
        assertThat(start(0, altered(70), NONE).from()).isEmpty();
        assertThat(start(5, altered(0), NONE).damaged()).isTrue();
    }

    @Test
    void aDamagedStateIsRefusedWhateverTheOffsetIs() {
        FoundState damaged = new FoundState(Optional.of(50L), LOG, "the topic x is gone");
        assertThat(start(0, committed(50), damaged).refusal()).contains("is not whole: the topic x is gone.");
        assertThat(start(0, null, damaged).from()).isEmpty();
    }

    @Test
    void anotherLogAndOneThatLacksRecordsAreRefused() {
        assertThat(start(0, committed(50), new FoundState(Optional.of(50L), "older", ""))
                        .refusal())
                .contains("was deleted and made anew");
        assertThat(start(60, committed(50), AT_50).refusal()).contains("no longer holds offset 50");
        assertThat(start(0, committed(200), new FoundState(Optional.of(200L), LOG, ""))
                        .refusal())
                .contains("ends at offset 100");
    }

    @Test
    void anOffsetThatWasSetToASnapshotStaysUntilItIsCommitted() {
        OffsetAndMetadata marked = SnapshotMark.at(80, LOG);
        stays(start(60, marked, NONE));
        stays(start(60, marked, AT_50));
        stays(start(0, marked, new FoundState(Optional.of(50L), "older", "")));
        assertThat(start(90, marked, AT_50).refusal()).isNotEmpty();
    }
}

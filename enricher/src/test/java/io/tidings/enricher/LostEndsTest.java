package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class LostEndsTest {
    private static final TopicPartition ROWS = new TopicPartition("shop-rows-changelog", 0);
    private static final TopicPartition MARKS = new TopicPartition("shop-marks-changelog", 0);

    @Test
    void aTransactionThatTheCoordinatorHasEndedIsOpenForever() {
        assertThat(LostEnds.in(Map.of(ROWS, with(open(7)), MARKS, with(open(8), ended(7))), List.of(listing(8))))
                .containsExactly(ROWS);
        assertThat(LostEnds.in(Map.of(ROWS, with(open(7)), MARKS, with(open(7))), List.of()))
                .containsExactly(MARKS, ROWS);
    }

    @Test
    void oneThatIsStillBeingEndedIsNot() {
        assertThat(LostEnds.in(Map.of(ROWS, with(open(7)), MARKS, with(ended(7))), List.of(listing(7))))
                .isEmpty();
        assertThat(LostEnds.OPEN)
                .doesNotContain(
                        TransactionState.EMPTY, TransactionState.COMPLETE_COMMIT, TransactionState.COMPLETE_ABORT);
    }

    private static PartitionProducerState with(ProducerState... producers) {
        return new PartitionProducerState(List.of(producers));
    }

    private static ProducerState open(long producerId) {
        return new ProducerState(producerId, 3, 0, 0, OptionalInt.empty(), OptionalLong.of(12));
    }

    private static ProducerState ended(long producerId) {
        return new ProducerState(producerId, 3, 0, 0, OptionalInt.of(1), OptionalLong.empty());
    }

    private static TransactionListing listing(long producerId) {
        return new TransactionListing("shop-1", producerId, TransactionState.PREPARE_COMMIT);
    }
}

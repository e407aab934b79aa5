package io.tidings.enricher;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.DescribeProducersResult.PartitionProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.TopicPartition;

/**
 * Transactions that partitions hold open although Kafka's coordinator has ended them: their ends are lost, and nobody reads
 * beyond them ever. Brokers of 4.3.0, 4.3.1 and 4.4.0 lose the end of a transaction on a partition that has no leader just then.
 */
final class LostEnds {

    /** In which an end still comes, or is on its way. */
    static final Set<TransactionState> OPEN = EnumSet.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_EPOCH_FENCE);

    private LostEnds() {}

    /**
     * The partitions that hold one, in the order of their names.
     *
     * @param producers of the partitions that cannot be read to their ends
     * @param open the transactions that the coordinator knows to be open
     */
    static List<TopicPartition> in(
            Map<TopicPartition, PartitionProducerState> producers, Collection<TransactionListing> open) {
        Set<Long> known = open.stream().map(TransactionListing::producerId).collect(Collectors.toSet());
        return producers.entrySet().stream()
                .filter(partition -> partition.getValue().activeProducers().stream()
                        .anyMatch(producer ->
                                producer.currentTransactionStartOffset().isPresent()
                                        && !known.contains(producer.producerId())))
                .map(Map.Entry::getKey)
                .sorted((one, other) -> one.toString().compareTo(other.toString()))
                .toList();
    }

    /** What an operator is to know and do. */
    static String sentence(List<TopicPartition> partitions) {
        return "Kafka has lost the end of a transaction in " + partitions
                + ", so that nobody can read beyond it: brokers of 4.3.0, 4.3.1 and 4.4.0 do so when a partition has no leader. Run"
                + " kafka-transactions.sh find-hanging, and its abort for every partition that it lists, those of event"
                + " topics and of __consumer_offsets included; the enricher then goes on, or says what it needs.";
    }
}

package io.tidings.enricher;

import io.tidings.kafka.KafkaLimits;
import io.tidings.problem.Causes;
import io.tidings.service.Rounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the transaction that a killed instance left open. Whoever takes over its tasks has to read their state to the end, and
 * cannot read beyond such a transaction; nor can the consumers of its events. Kafka itself ends it after {@code
 * transaction.timeout.ms}.
 *
 * <p>Who restores a task has it: no other instance's transaction with changes of its state can still commit. An instance
 * that does not know yet that it has lost the task may end one of its successor, which does the work again. A transaction
 * of which Kafka has lost the end it cannot end, and says so.
 */
final class LeftTransactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LeftTransactions.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final int LIMIT_MILLIS = 9_000;

    private final Map<String, Object> kafka;
    private final String prefix;
    private final Supplier<Map<TopicPartition, Long>> restoring;
    private final Rounds rounds = Rounds.inThread("left-transactions");
    private Map<TopicPartition, Long> before = Map.of();
    private List<TopicPartition> lost = List.of();
    private List<TopicPartition> told = List.of();

    /**
     * Looks from now on.
     *
     * @param restoring the changelogs that are being restored, and how many records remain of each
     */
    LeftTransactions(EnricherSettings settings, Supplier<Map<TopicPartition, Long>> restoring) {
        this.kafka = KafkaLimits.within(settings.kafka(), Duration.ofMillis(LIMIT_MILLIS));
        this.prefix = settings.applicationId() + "-";
        this.restoring = restoring;
        rounds.every(BETWEEN_LOOKS, this::look);
    }

    private void look() {
        Map<TopicPartition, Long> now = restoring.get();
        Set<TopicPartition> held = now.entrySet().stream()
                .filter(changelog ->
                        changelog.getValue() > 0 && changelog.getValue().equals(before.get(changelog.getKey())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
        before = now;
        if (!held.isEmpty()) {
            try (Admin admin = Admin.create(kafka)) {
                end(admin, held);
            } catch (ExecutionException | TimeoutException | KafkaException e) {
                LOG.atWarn()
                        .addKeyValue("reason", Causes.reason(e))
                        .log("Whether a killed instance left a transaction open cannot be found out");
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void end(Admin admin, Set<TopicPartition> held)
            throws ExecutionException, InterruptedException, TimeoutException {
        Collection<TransactionListing> open = open(admin);
        List<String> left = new ArrayList<>();
        var described = admin.describeTransactions(ours(open)).all().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
        described.forEach((id, transaction) -> {
            if (!Collections.disjoint(transaction.topicPartitions(), held)) {
                left.add(id);
            }
        });
        if (!left.isEmpty()) {
            admin.fenceProducers(left).all().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
            LOG.atInfo().addKeyValue("transactions", left).log("What a killed instance left open is ended");
            return;
        }
        List<TopicPartition> now =
                LostEnds.in(admin.describeProducers(held).all().get(LIMIT_MILLIS, TimeUnit.MILLISECONDS), open);
        if (!now.isEmpty() && now.equals(lost) && !now.equals(told)) {
            LOG.error(LostEnds.sentence(now));
            told = now;
        }
        lost = now;
    }

    /** Those of all instances. */
    private Collection<String> ours(Collection<TransactionListing> open) {
        return open.stream()
                .filter(transaction -> transaction.state() == TransactionState.ONGOING)
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(prefix))
                .toList();
    }

    /** The open transactions of everybody. */
    private static Collection<TransactionListing> open(Admin admin)
            throws ExecutionException, InterruptedException, TimeoutException {
        return admin.listTransactions(new ListTransactionsOptions().filterStates(LostEnds.OPEN))
                .all()
                .get(LIMIT_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        rounds.interrupt();
    }
}

package io.tidings.service;

import io.tidings.kafka.KafkaLimits;
import io.tidings.kafka.LazyAdmin;
import io.tidings.kafka.TopicCheck;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Whether Kafka answers, and takes records into the topics that matter. */
public final class KafkaLook implements Look, AutoCloseable {
    private static final String NAME = "kafka";

    /** Long enough that three brokers can be asked one after the other. */
    private static final Duration LIMIT = Duration.ofSeconds(9);

    private final LazyAdmin admin;
    private final Supplier<? extends Collection<String>> topics;

    /**
     * Connects when first asked.
     *
     * @param kafka settings of the Kafka clients
     * @param topics those that the application writes
     */
    public KafkaLook(Map<String, Object> kafka, Supplier<? extends Collection<String>> topics) {
        this.admin = new LazyAdmin(KafkaLimits.within(kafka, LIMIT));
        this.topics = topics;
    }

    @Override
    public List<Check> checks() throws InterruptedException {
        try {
            Admin admin = this.admin.get();
            int nodes = admin.describeCluster()
                    .nodes()
                    .get(LIMIT.toMillis(), TimeUnit.MILLISECONDS)
                    .size();
            if (nodes == 0) {
                return List.of(Check.fails(
                        NAME, "Kafka's controller answers, but no broker has joined it; see that they run."));
            }
            List<String> below = new TopicCheck(admin, LIMIT).belowMinimum(topics.get());
            return List.of(
                    below.isEmpty()
                            ? Check.passes(NAME, nodes + (nodes == 1 ? " broker answers." : " brokers answer."))
                            : Check.fails(NAME, String.join(" ", below)));
        } catch (ExecutionException | TimeoutException e) {
            if (e.getCause() instanceof AuthorizationException || e.getCause() instanceof AuthenticationException) {
                return List.of(Check.fails(
                        NAME,
                        "Kafka does not let this application in: "
                                + e.getCause().getMessage()
                                + " Give its principal the rights that docs/security.md lists."));
            }
            return List.of(Check.fails(
                    NAME,
                    "Kafka does not answer within " + LIMIT.toSeconds()
                            + " s; see that it runs and can be reached from here."));
        }
    }

    /** Whether it was closed, so that what it says means nothing. */
    public boolean isClosed() {
        return admin.isClosed();
    }

    @Override
    public void close() {
        admin.close();
    }
}

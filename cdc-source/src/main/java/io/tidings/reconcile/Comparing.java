package io.tidings.reconcile;

import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Compares the database with Kafka: reads the audit rows first, waits until all of them have passed, then reads Kafka. */
public final class Comparing {
    private final Contracts contracts;
    private final SourceDatabase database;
    private final Map<String, Object> kafka;
    private final TopicPartition changes;
    private final PublishedIds.Topics topics;
    private final String applicationId;
    private final String configuredTimeColumn;
    private final Duration clockAhead;

    /** As the applications are configured. */
    public Comparing(Configuration configuration, Contracts contracts, SourceDatabase database) {
        this.contracts = contracts;
        this.database = database;
        this.kafka = configuration.kafka();
        this.changes = new TopicPartition(
                configuration.text(Setting.TOPICS_CHANGES), configuration.number(Setting.CAPTURE_PARTITION));
        this.topics = new PublishedIds.Topics(
                contracts, configuration.text(Setting.TOPICS_PREFIX), configuration.text(Setting.TOPICS_DEAD_LETTERS));
        this.applicationId = configuration.text(
                Setting.ENRICHER_APPLICATION_ID, "tidings-" + contracts.audit().source());
        this.configuredTimeColumn = configuration.text(Setting.RECONCILE_TIME_COLUMN);
        this.clockAhead = configuration.duration(Setting.RECONCILE_CLOCK_AHEAD);
    }

    /**
     * Compares the audit rows from a time on, or all.
     *
     * @param limit how long to wait until what is committed has passed
     * @throws Refusal when something does not answer, or what is committed does not pass in time
     */
    public Reconciliation compare(Optional<Instant> since, Duration limit) {
        if (since.isPresent() && configuredTimeColumn.isEmpty()) {
            throw new Refusal("Which audit rows are from a time on is not known: name the column with their time by"
                    + " reconcile.time-column.");
        }
        try (Connection connection = database.connect()) {
            AuditIds ids = new AuditIds(connection, contracts.audit());
            List<AuditRow> rows =
                    ids.rows(since, configuredTimeColumn.isEmpty() ? ids.timeColumn() : configuredTimeColumn);
            new Drain(kafka, changes, applicationId).await(connection, limit);
            Reconciliation compared = Reconciliation.of(
                    contracts.contracts(), rows, new PublishedIds(kafka, topics).read(since), clockAhead);
            return compared.extra().isEmpty() ? compared : compared.without(ids.present(compared.extraIds()));
        } catch (SQLException e) {
            throw new Refusal(
                    "The audit rows cannot be read: " + e.getMessage() + ". See that the database answers, and"
                            + " that its user may read " + contracts.audit().table() + ".",
                    e);
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    /**
     * Compares the audit rows of the time before now, but for those that were there before the log's first capture.
     *
     * @param limit how long to wait until what is committed has passed
     * @throws Refusal when something does not answer, or what is committed does not pass in time
     */
    Reconciliation compareSince(Instant from, Duration limit) {
        try {
            Instant began = new FirstCapture(kafka, changes).began().orElse(from);
            return compare(Optional.of(began.isAfter(from) ? began : from), limit);
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    private static Refusal unreadable(KafkaException e) {
        // Of a setting that does not fit, only the cause says which.
        String reason = e.getCause() instanceof ConfigException wrong ? wrong.getMessage() : e.getMessage();
        return new Refusal(
                "Kafka cannot be read: " + reason + ". "
                        + (e instanceof AuthorizationException
                                ? "Give its principal the rights that docs/security.md lists for reconcile."
                                : "See that it answers."),
                e);
    }
}

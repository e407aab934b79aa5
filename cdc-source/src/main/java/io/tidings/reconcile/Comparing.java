package io.tidings.reconcile;

import io.tidings.capture.CaptureMain;
import io.tidings.capture.CaptureSettings;
import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** Compares the database with Kafka: reads the audit rows first, waits until all of them have passed, then reads Kafka. */
public final class Comparing {
    private final Contracts contracts;
    private final CaptureSettings settings;
    private final PublishedIds.Topics topics;
    private final String applicationId;
    private final String timeColumn;

    /** As the applications are configured. */
    Comparing(Configuration configuration, Contracts contracts) {
        this.contracts = contracts;
        this.settings = CaptureMain.settings(configuration, contracts);
        this.topics = new PublishedIds.Topics(
                contracts, configuration.text(Setting.TOPICS_PREFIX), configuration.text(Setting.TOPICS_DEAD_LETTERS));
        this.applicationId = configuration.text(
                Setting.ENRICHER_APPLICATION_ID, "tidings-" + contracts.audit().source());
        this.timeColumn = configuration.text(Setting.RECONCILE_TIME_COLUMN);
    }

    private TopicPartition log() {
        return new TopicPartition(settings.topics().changes(), settings.topics().partition());
    }

    /**
     * Compares the audit rows from a time on, or all.
     *
     * @param limit how long to wait until what is committed has passed
     * @throws Refusal when something does not answer, or what is committed does not pass in time
     */
    Reconciliation compare(Optional<Instant> since, Duration limit) {
        if (since.isPresent() && timeColumn.isEmpty()) {
            throw new Refusal("Which audit rows are from a time on is not known: name the column with their time by"
                    + " reconcile.time-column.");
        }
        try (Connection connection = settings.database().connect()) {
            AuditIds ids = new AuditIds(connection, contracts.audit());
            Map<String, String> actions = ids.actions(since, timeColumn);
            new Drain(settings.kafka(), log(), applicationId).await(connection, limit);
            Reconciliation compared = Reconciliation.of(
                    contracts.contracts(), actions, new PublishedIds(settings.kafka(), topics).read(since));
            return compared.extra().isEmpty() ? compared : compared.without(ids.present(compared.extraIds()));
        } catch (SQLException e) {
            throw new Refusal(
                    "The audit rows cannot be read: " + e.getMessage() + ". See that the database answers, and"
                            + " that its user may read " + contracts.audit().table() + ".",
                    e);
        } catch (KafkaException e) {
            throw new Refusal("Kafka cannot be read: " + e.getMessage() + ". See that it answers.", e);
        }
    }
}

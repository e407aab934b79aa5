package io.tidings.capture;

import static io.tidings.problem.Causes.find;

import io.tidings.kafka.KafkaFailure;
import io.tidings.problem.Causes;
import io.tidings.problem.Outage;
import io.tidings.problem.Refusal;
import io.tidings.problem.UnexpectedFailure;
import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Says what a failure of the engine or of Kafka means: an outage, which passes, or something that a person has to settle. */
final class Failure {

    private static final String START_LIMIT = "waiting for source task to start";

    private final CaptureSettings settings;

    Failure(CaptureSettings settings) {
        this.settings = settings;
    }

    /** What is to be thrown: an {@link Outage}, a {@link CaptureException}, or an {@link UnexpectedFailure}. */
    RuntimeException of(@Nullable Throwable failure) {
        Optional<Outage> outage = find(failure, Outage.class);
        if (outage.isPresent()) {
            return outage.get();
        }
        Optional<Refusal> refusal = find(failure, Refusal.class);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<String> toSettle =
                denied(failure).or(() -> tooLarge(failure)).or(() -> KafkaFailure.wrongSetting(failure));
        if (toSettle.isPresent()) {
            return new CaptureException(toSettle.get(), Objects.requireNonNull(failure));
        }
        if (lostItsTransaction(failure)) {
            return new Outage(
                    "Kafka has ended the transaction of the capture of source '" + settings.source() + "': "
                            + reason(failure),
                    Objects.requireNonNull(failure));
        }
        Optional<SQLException> database = find(failure, SQLException.class);
        if (database.isPresent()) {
            return new DatabaseFailure(settings).of(database.get());
        }
        if (find(failure, IOException.class).isPresent() || isSlow(failure)) {
            return new Outage(
                    "The stream from PostgreSQL at " + settings.database().address() + " broke off: " + reason(failure),
                    Objects.requireNonNull(failure));
        }
        if (isKafkas(failure)) {
            return new Outage(
                    "Kafka at " + kafka() + " does not take the changes of source '" + settings.source() + "': "
                            + reason(failure),
                    Objects.requireNonNull(failure));
        }
        return new UnexpectedFailure(
                "The capture of source '" + settings.source() + "' has stopped: " + reason(failure), failure);
    }

    /** Another capture of the source has begun since this one has; the newest one has the source. */
    static String superseded(String source) {
        return "Another capture of source '" + source + "' has taken over, so this one ends; nothing is lost. Run one"
                + " capture for each source, or set capture.standby to true so that the others wait.";
    }

    /** Kafka does not know this program, or does not let it do what it must. */
    Optional<String> denied(@Nullable Throwable failure) {
        return KafkaFailure.denied(
                failure,
                new KafkaFailure.Program(
                        "the capture of source '" + settings.source() + "'", "the capture", settings.kafka()));
    }

    private Optional<String> tooLarge(@Nullable Throwable failure) {
        return find(failure, RecordTooLargeException.class)
                .map(tooLarge -> "Kafka refused a change because it is too large: " + reason(tooLarge)
                        + " The capture stands still in front of it; nothing is lost. Raise max.message.bytes of the"
                        + " topic '" + settings.topics().changes()
                        + "' and kafka.max.request.size, and start the capture again.");
    }

    /** Kafka answers alike to a writer that has a successor and to one whose transaction took too long. */
    private static boolean lostItsTransaction(@Nullable Throwable failure) {
        return find(failure, ProducerFencedException.class).isPresent()
                || find(failure, InvalidProducerEpochException.class).isPresent()
                || find(failure, InvalidTxnStateException.class).isPresent();
    }

    private static boolean isSlow(@Nullable Throwable failure) {
        return failure != null && reason(failure).contains(START_LIMIT);
    }

    private Object kafka() {
        return String.valueOf(settings.kafka().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
    }

    /** What the innermost cause says, as a sentence. */
    static String reason(@Nullable Throwable failure) {
        return failure == null ? "the engine ended by itself." : Causes.reason(failure) + ".";
    }

    // Connect's exceptions are Kafka's by inheritance, but the engine throws them for anything.
    private static boolean isKafkas(@Nullable Throwable failure) {
        Throwable cause = failure;
        while (true) {
            Optional<KafkaException> found = find(cause, KafkaException.class);
            if (found.isEmpty() || !(found.get() instanceof ConnectException)) {
                return found.isPresent();
            }
            cause = found.get().getCause();
        }
    }
}

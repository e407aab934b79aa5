package io.tidings.enricher;

import io.tidings.enricher.log.BrokenLog;
import io.tidings.problem.Outage;
import io.tidings.problem.Refusal;
import io.tidings.problem.UnexpectedFailure;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;

/** Says what a failure of Kafka or Kafka Streams means: an outage, which passes, or something that a person has to settle. */
final class EnricherFailure {

    private static final int DEPTH_LIMIT = 20;

    private static final String NOT_MADE = "Failed to (create new|construct) [Kk]afka.*";

    /** What Kafka's clients say of addresses that no name server knows, which it may do soon. */
    private static final String UNRESOLVABLE = "No resolvable bootstrap urls";

    /** What Kafka Streams says when the log has more partitions than the state; the next attempt gives the state as many. */
    private static final String OTHER_PARTITIONS = "has invalid partitions";

    private final EnricherSettings settings;

    EnricherFailure(EnricherSettings settings) {
        this.settings = settings;
    }

    /** What is to be thrown: an {@link Outage}, a {@link Refusal}, or an {@link UnexpectedFailure}. */
    RuntimeException of(Throwable failure) {
        Optional<Outage> outage = find(failure, Outage.class);
        if (outage.isPresent()) {
            return outage.get();
        }
        Optional<Refusal> refusal = find(failure, Refusal.class);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        Optional<String> toSettle = broken(failure)
                .or(() -> denied(failure))
                .or(() -> tooLarge(failure))
                .or(() -> wrongSetting(failure));
        if (toSettle.isPresent()) {
            return new Refusal(toSettle.get(), failure);
        }
        if (hasOtherPartitions(failure)) {
            return new Outage(
                    "The topic " + settings.topics().changes()
                            + " has another number of partitions than the state of the" + " enricher "
                            + settings.applicationId() + ", which gets as many with the next attempt.",
                    failure);
        }
        if (passes(failure)) {
            return new Outage(
                    "Kafka at " + settings.kafka().get("bootstrap.servers") + " does not do what the enricher "
                            + settings.applicationId() + " asks: " + innermost(failure) + ".",
                    failure);
        }
        return new UnexpectedFailure(
                "The enricher " + settings.applicationId() + " has stopped: " + innermost(failure) + ".", failure);
    }

    private Optional<String> broken(Throwable failure) {
        return find(failure, BrokenLog.class)
                .map(BrokenLog::getMessage)
                .or(() -> find(failure, InvalidOffsetException.class)
                        .map(gone -> "The topic " + settings.topics().changes()
                                + " no longer holds the record that the enricher " + settings.applicationId()
                                + " has to read next: its retention was shorter than the time the enricher stood still. "
                                + BrokenLog.START_ANEW));
    }

    /** Kafka does not know this program, or does not let it do what it must. */
    private Optional<String> denied(Throwable failure) {
        Object kafka = settings.kafka().get("bootstrap.servers");
        return find(failure, AuthorizationException.class)
                .map(no -> "Kafka at " + kafka + " does not let the enricher " + settings.applicationId()
                        + " do what it must: " + innermost(no)
                        + ". Give its principal the rights that docs/security.md lists for the enricher.")
                .or(() -> find(failure, AuthenticationException.class)
                        .map(no -> "Authentication between Kafka at " + kafka + " and the enricher "
                                + settings.applicationId() + " failed: " + innermost(no)
                                + ". Correct the security settings under kafka (docs/security.md)."));
    }

    private Optional<String> tooLarge(Throwable failure) {
        return find(failure, RecordTooLargeException.class)
                .map(no -> "Kafka refused a record of the enricher " + settings.applicationId()
                        + " because it is too large: " + innermost(no)
                        + ". The enricher stands still in front of it; nothing is lost. Raise max.message.bytes of the topic"
                        + " that is named, or of all that it writes, and start it again.");
    }

    private static Optional<String> wrongSetting(Throwable failure) {
        return find(failure, ConfigException.class)
                .<Throwable>map(wrong -> wrong)
                .or(() -> find(failure, KafkaException.class)
                        .filter(wrong -> String.valueOf(wrong.getMessage()).matches(NOT_MADE)))
                .map(EnricherFailure::innermost)
                .filter(reason -> !reason.contains(UNRESOLVABLE))
                .map(reason -> "The settings under kafka cannot be used: " + reason + ". Correct them.");
    }

    /** Kafka says that another process with the same instance id has its place in the group. */
    static boolean isFenced(Throwable failure) {
        return find(failure, FencedInstanceIdException.class).isPresent();
    }

    private static boolean passes(Throwable failure) {
        return find(failure, ApiException.class).isPresent()
                || find(failure, MissingSourceTopicException.class).isPresent()
                || find(failure, java.util.concurrent.TimeoutException.class).isPresent()
                || innermost(failure).contains(UNRESOLVABLE);
    }

    private static boolean hasOtherPartitions(Throwable failure) {
        return find(failure, StreamsException.class)
                .filter(other -> String.valueOf(other.getMessage()).contains(OTHER_PARTITIONS)
                        || innermost(other).contains(OTHER_PARTITIONS))
                .isPresent();
    }

    /** Kafka's clients wrap what they mean. */
    static String innermost(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < DEPTH_LIMIT && cause.getCause() != null; depth++) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName())
                .replaceFirst("\\.$", "");
    }

    private static <T extends Throwable> Optional<T> find(Throwable failure, Class<T> type) {
        Throwable cause = failure;
        for (int depth = 0; depth < DEPTH_LIMIT && cause != null; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}

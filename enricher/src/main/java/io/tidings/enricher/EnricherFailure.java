package io.tidings.enricher;

import static io.tidings.problem.Causes.find;
import static io.tidings.problem.Causes.reason;

import io.tidings.enricher.log.BrokenLog;
import io.tidings.kafka.KafkaFailure;
import io.tidings.problem.Outage;
import io.tidings.problem.Refusal;
import io.tidings.problem.UnexpectedFailure;
import java.util.Optional;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsException;

/** Says what a failure of Kafka or Kafka Streams means: an outage, which passes, or something that a person has to settle. */
final class EnricherFailure {

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
                .or(() -> KafkaFailure.wrongSetting(failure));
        if (toSettle.isPresent()) {
            return new Refusal(toSettle.get(), failure);
        }
        if (hasOtherPartitions(failure)) {
            return new Outage(
                    "The topic " + settings.topics().changes()
                            + " has another number of partitions than the state of the enricher "
                            + settings.applicationId() + ", which gets as many with the next attempt.",
                    failure);
        }
        if (passes(failure)) {
            return new Outage(
                    "Kafka at " + settings.kafka().get("bootstrap.servers") + " does not do what the enricher "
                            + settings.applicationId() + " asks: " + reason(failure) + ".",
                    failure);
        }
        return new UnexpectedFailure(
                "The enricher " + settings.applicationId() + " has stopped: " + reason(failure) + ".", failure);
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
        return KafkaFailure.denied(
                failure,
                new KafkaFailure.Program("the enricher " + settings.applicationId(), "the enricher", settings.kafka()));
    }

    private Optional<String> tooLarge(Throwable failure) {
        return find(failure, RecordTooLargeException.class)
                .map(no -> "Kafka refused a record of the enricher " + settings.applicationId()
                        + " because it is too large: " + reason(no)
                        + ". The enricher stands still in front of it; nothing is lost. Raise max.message.bytes of the topic"
                        + " that is named, or of all that it writes, and start it again.");
    }

    /** Kafka says that another process with the same instance id has its place in the group. */
    static boolean isFenced(Throwable failure) {
        return find(failure, FencedInstanceIdException.class).isPresent();
    }

    private static boolean passes(Throwable failure) {
        return find(failure, ApiException.class).isPresent()
                || find(failure, MissingSourceTopicException.class).isPresent()
                || find(failure, java.util.concurrent.TimeoutException.class).isPresent()
                || KafkaFailure.isUnresolved(failure);
    }

    private static boolean hasOtherPartitions(Throwable failure) {
        return find(failure, StreamsException.class)
                .filter(other -> String.valueOf(other.getMessage()).contains(OTHER_PARTITIONS)
                        || reason(other).contains(OTHER_PARTITIONS))
                .isPresent();
    }
}

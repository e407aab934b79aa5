package io.tidings.kafka;

import java.util.Objects;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** What a failure of a Kafka client says, and what an operator can do about it. */
public final class KafkaFailure {
    private KafkaFailure() {}

    /**
     * Two sentences: what is so, what to do.
     *
     * @param task whose rights docs/security.md lists, such as {@code reconcile}
     */
    public static String sentences(Throwable failure, String task) {
        String unexpected = "This is unexpected; run the command with --debug, which shows where it comes from.";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            String remedy = remedy(cause, task);
            if (!remedy.isEmpty()) {
                return reason(cause) + ". " + remedy;
            }
        }
        return reason(failure) + ". " + unexpected;
    }

    private static String remedy(Throwable cause, String task) {
        if (cause instanceof AuthorizationException) {
            return "Give its principal the rights that docs/security.md lists for " + task + ".";
        }
        if (cause instanceof AuthenticationException) {
            return "Correct user and password, or the certificates, under `kafka`.";
        }
        if (cause instanceof ConfigException) {
            return "Correct the setting under `kafka`.";
        }
        if (cause instanceof UnknownTopicOrPartitionException) {
            return "Correct the names under `topics` and capture.partition; capture and enricher make the topics when they"
                    + " first start.";
        }
        if (cause instanceof RecordTooLargeException) {
            return "Raise max.message.bytes of the topic, and max.request.size under `kafka`.";
        }
        if (cause instanceof TimeoutException || cause instanceof DisconnectException) {
            return "Check that Kafka runs, that kafka.bootstrap.servers names it, and that this machine reaches the brokers"
                    + " by the addresses that they advertise; then run the command again.";
        }
        return "";
    }

    private static String reason(Throwable failure) {
        return Objects.requireNonNullElse(
                        failure.getMessage(), failure.getClass().getSimpleName())
                .replaceFirst("\\.$", "");
    }
}

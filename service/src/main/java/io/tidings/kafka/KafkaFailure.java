package io.tidings.kafka;

import io.tidings.problem.Causes;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** What a failure of a Kafka client says, and what an operator can do about it. */
public final class KafkaFailure {
    private static final String NOT_MADE = "Failed to (create new|construct) [Kk]afka.*";

    /** What Kafka's clients say of addresses that no name server knows, which it may do soon. */
    private static final String UNRESOLVED = "No resolvable bootstrap urls";

    private KafkaFailure() {}

    /** What to settle when Kafka does not know a program, or does not let it do what it must. */
    public static Optional<String> denied(@Nullable Throwable failure, Program program) {
        return Causes.find(failure, AuthorizationException.class)
                .map(no -> "Kafka at " + program.kafka() + " does not let " + program.name() + " do what it must: "
                        + Causes.reason(no) + ". Give its principal the rights that docs/security.md lists for "
                        + program.task() + ".")
                .or(() -> Causes.find(failure, AuthenticationException.class)
                        .map(no -> "Authentication between Kafka at " + program.kafka() + " and " + program.name()
                                + " failed: " + Causes.reason(no)
                                + ". Correct the security settings under kafka (docs/security.md)."));
    }

    /** What to settle when a client cannot be made of its settings, of which it says so when it is made. */
    public static Optional<String> wrongSetting(@Nullable Throwable failure) {
        return Causes.find(failure, ConfigException.class)
                .<Throwable>map(wrong -> wrong)
                .or(() -> Causes.find(failure, KafkaException.class)
                        .filter(wrong -> String.valueOf(wrong.getMessage()).matches(NOT_MADE)))
                .filter(wrong -> !isUnresolved(wrong))
                .map(wrong -> "The settings under kafka cannot be used: " + Causes.reason(wrong) + ". Correct them.");
    }

    /** Whether no name server knows the brokers' addresses, which passes, as an outage does. */
    public static boolean isUnresolved(Throwable failure) {
        return Causes.reason(failure).contains(UNRESOLVED);
    }

    /**
     * Who asks.
     *
     * @param name as messages have it, such as {@code the enricher shop}
     * @param task whose rights docs/security.md lists, such as {@code the enricher}
     * @param settings of its Kafka clients
     */
    public record Program(String name, String task, Map<String, Object> settings) {
        /** Copies the settings. */
        public Program {
            settings = Map.copyOf(settings);
        }

        private Object kafka() {
            return String.valueOf(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        }

        @Override
        public String toString() {
            return name + " at " + kafka();
        }
    }

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

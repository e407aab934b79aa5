package io.tidings.capture;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.InvalidTxnStateException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** Puts the engine's failures into one sentence that says what to do. */
final class Failure {

    private static final int DEPTH_LIMIT = 20;

    private Failure() {}

    /** Kafka answers alike to a writer that has a successor and to one whose transaction it has ended. */
    static String fenced(String source) {
        return "Kafka takes nothing more from this capture of source '" + source + "': another capture of it has taken"
                + " over, or a transaction took longer than transaction.timeout.ms. Start capture again unless another"
                + " one runs; nothing is lost.";
    }

    static String sentence(CaptureSettings settings, @Nullable Throwable failure) {
        if (find(failure, ProducerFencedException.class)
                || find(failure, InvalidProducerEpochException.class)
                || find(failure, InvalidTxnStateException.class)) {
            return fenced(settings.source());
        }
        Optional<String> denied = denied(settings, failure);
        if (denied.isPresent()) {
            return denied.get();
        }
        if (find(failure, RecordTooLargeException.class)) {
            return "Kafka refused a change because it is too large: " + reason(failure)
                    + " Raise max.message.bytes of the topic '"
                    + settings.topics().changes()
                    + "' and max.request.size of the producer, and start capture again; nothing is lost.";
        }
        if (find(failure, SQLException.class) || find(failure, IOException.class)) {
            return "The connection to PostgreSQL at " + settings.database().address() + " failed: " + reason(failure)
                    + " Start capture again when the database answers; nothing is lost.";
        }
        if (findKafka(failure)) {
            return "Kafka did not take the changes of source '" + settings.source() + "': " + reason(failure)
                    + " Start capture again when Kafka answers; nothing is lost.";
        }
        return "Capture of source '" + settings.source() + "' has stopped: " + reason(failure)
                + " The log has the details; start capture again when the reason is gone; nothing is lost.";
    }

    /** Kafka knows this program not, or does not let it do what it must. */
    static Optional<String> denied(CaptureSettings settings, @Nullable Throwable failure) {
        Object kafka = settings.kafka().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        if (find(failure, AuthorizationException.class)) {
            return Optional.of("Kafka at " + kafka + " does not let the capture of source '" + settings.source()
                    + "' do what it must: " + reason(failure)
                    + " Give its principal the rights that docs/security.md lists for the capture.");
        }
        if (find(failure, AuthenticationException.class)) {
            return Optional.of("Kafka at " + kafka + " and the capture of source '" + settings.source()
                    + "' do not trust each other: " + reason(failure)
                    + " Correct the security settings under kafka (docs/security.md).");
        }
        return Optional.empty();
    }

    /** The innermost message, as a sentence. */
    static String reason(@Nullable Throwable failure) {
        if (failure == null) {
            return "the engine ended by itself.";
        }
        Throwable innermost = failure;
        for (int i = 0; i < DEPTH_LIMIT && innermost.getCause() != null; i++) {
            innermost = innermost.getCause();
        }
        String message = Objects.requireNonNullElse(
                innermost.getMessage(), innermost.getClass().getSimpleName());
        String line = message.lines().findFirst().orElse("no reason given").strip();
        return line.endsWith(".") ? line : line + ".";
    }

    // Connect's exceptions are Kafka's by inheritance, but the engine throws them for anything.
    private static boolean findKafka(@Nullable Throwable failure) {
        Throwable current = failure;
        for (int i = 0; i < DEPTH_LIMIT && current != null; i++) {
            if (current instanceof KafkaException && !(current instanceof ConnectException)) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }

    private static boolean find(@Nullable Throwable failure, Class<? extends Throwable> type) {
        Throwable current = failure;
        for (int i = 0; i < DEPTH_LIMIT && current != null; i++) {
            if (type.isInstance(current)) {
                return true;
            }
            current = current.getCause();
        }
        return false;
    }
}

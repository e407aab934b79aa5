package io.tidings.enricher;

import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Kafka knows this program not, or does not let it do what it must. */
final class Denial {

    private Denial() {}

    /** What to do about it; empty when the failure is none of that. */
    static Optional<String> sentence(EnricherSettings settings, Throwable failure) {
        Object kafka = settings.kafka().get("bootstrap.servers");
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException) {
                return Optional.of("Kafka at " + kafka + " does not let the enricher " + settings.applicationId()
                        + " do what it must: " + innermost(cause)
                        + ". Give its principal the rights that docs/security.md lists for the enricher.");
            }
            if (cause instanceof AuthenticationException) {
                return Optional.of("Kafka at " + kafka + " and the enricher " + settings.applicationId()
                        + " do not trust each other: " + innermost(cause)
                        + ". Correct the security settings under kafka (docs/security.md).");
            }
        }
        return Optional.empty();
    }

    /** Kafka's clients wrap what they mean. */
    static String innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return Objects.requireNonNullElse(cause.getMessage(), cause.getClass().getSimpleName())
                .replaceFirst("\\.$", "");
    }
}

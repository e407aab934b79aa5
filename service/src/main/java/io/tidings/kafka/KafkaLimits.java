package io.tidings.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;

/**
 * How long Kafka's clients wait. A broker that is frozen keeps its connections and never answers: a request is given up early
 * enough that the same call can ask another broker, however long the call as a whole may take.
 */
public final class KafkaLimits {

    /** Of one request to one broker, milliseconds. */
    public static final int REQUEST_MILLIS = 3_000;

    private KafkaLimits() {}

    /**
     * Settings of a client whose calls take no longer than the limit; what {@code kafka} says itself counts only where it is
     * shorter.
     *
     * @param kafka settings of the Kafka clients
     * @param call how long a call may take as a whole
     */
    public static Map<String, Object> within(Map<String, Object> kafka, Duration call) {
        Map<String, Object> settings = new HashMap<>(kafka);
        long limit = Math.min(call.toMillis(), number(kafka, CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG));
        long request = Math.min(REQUEST_MILLIS, number(kafka, CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG));
        settings.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) limit);
        settings.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, (int) Math.min(request, limit));
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, (long) REQUEST_MILLIS);
        return settings;
    }

    private static long number(Map<String, Object> kafka, String name) {
        try {
            return Long.parseLong(String.valueOf(kafka.getOrDefault(name, Integer.MAX_VALUE)));
        } catch (NumberFormatException e) {
            // The client says what is wrong with it.
            return Integer.MAX_VALUE;
        }
    }
}

package io.tidings.kafka;

import io.tidings.problem.Causes;
import io.tidings.problem.Outage;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Asks Kafka with an admin client of its own, and tells silence from an answer that somebody has to act on. */
public final class Inquiry {

    /** Asks Kafka something. */
    @FunctionalInterface
    public interface Question<T> {
        /** Asks; a failed future may be thrown as it is. */
        T ask(Admin admin) throws InterruptedException, ExecutionException, TimeoutException;
    }

    private final Map<String, Object> kafka;
    private final Duration limit;
    private final Function<Throwable, RuntimeException> meaning;

    /**
     * Does not connect yet.
     *
     * @param kafka settings of the Kafka clients
     * @param limit of one call
     * @param meaning of a failure that is not silence: what is to be thrown
     */
    public Inquiry(Map<String, Object> kafka, Duration limit, Function<Throwable, RuntimeException> meaning) {
        this.kafka = kafka;
        this.limit = limit;
        this.meaning = meaning;
    }

    /**
     * The answer.
     *
     * @throws Outage when Kafka does not answer in time
     */
    public <T> T of(Question<T> question) throws InterruptedException {
        try (Admin admin = Admin.create(KafkaLimits.within(kafka, limit))) {
            return question.ask(admin);
        } catch (TimeoutException e) {
            throw silent(e);
        } catch (ExecutionException | KafkaException e) {
            throw Causes.find(e, org.apache.kafka.common.errors.TimeoutException.class)
                            .isPresent()
                    ? silent(e)
                    : meaning.apply(e);
        }
    }

    private Outage silent(Exception cause) {
        return new Outage(
                "Kafka at " + kafka.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) + " does not answer within "
                        + limit.toSeconds()
                        + " s. If this does not pass, check kafka.bootstrap.servers and the network,"
                        + " and that the brokers run.",
                cause);
    }
}

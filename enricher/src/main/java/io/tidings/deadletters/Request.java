package io.tidings.deadletters;

import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.kafka.KafkaFailure;
import io.tidings.log.ControlRecord.Redrive;
import io.tidings.problem.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes requests into the log of changes, where a replay finds them at the same place. */
final class Request {
    /** A record stays small. */
    private static final int LETTERS_EACH = 500;

    private static final int LIMIT_MILLIS = 10_000;

    private Request() {}

    static void write(Configuration configuration, String source, String request, List<Redrive.Letter> letters) {
        Map<String, Object> settings = new HashMap<>(configuration.kafka());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LIMIT_MILLIS);
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLIS / 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        String topic = configuration.text(Setting.TOPICS_CHANGES);
        int partition = configuration.number(Setting.CAPTURE_PARTITION);
        try (Producer<String, byte[]> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new ByteArraySerializer())) {
            for (int begin = 0; begin < letters.size(); begin += LETTERS_EACH) {
                List<Redrive.Letter> some = letters.subList(begin, Math.min(letters.size(), begin + LETTERS_EACH));
                producer.send(new ProducerRecord<>(topic, partition, source, new Redrive(request, some).json()))
                        .get();
            }
        } catch (KafkaException | ExecutionException e) {
            throw new Refusal(
                    "The request cannot be written to " + topic + ": " + KafkaFailure.sentences(e, "dead-letters")
                            + " What was written of it is carried out; asking again gives no event twice.",
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Refusal("It was interrupted; run it again.", e);
        }
    }
}

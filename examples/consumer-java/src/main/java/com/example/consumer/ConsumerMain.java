package com.example.consumer;

import io.tidings.wire.DecodingFailure;
import io.tidings.wire.StructuredEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.WakeupException;

/** Handles every event once: stores its effect together with its id, in the order in which the changes were committed. */
public final class ConsumerMain {
    private ConsumerMain() {}

    /** Arguments are {@code name=value}; the README lists them. */
    public static void main(String[] arguments) throws IOException {
        Map<String, String> options = new HashMap<>(Map.of(
                "kafka", "localhost:9092",
                "registry", "http://localhost:8081",
                "group", "example-java",
                "reader", "tidings",
                "store", "handled.jsonl",
                "hold", "0",
                "work", "0"));
        for (String argument : arguments) {
            options.put(argument.substring(0, argument.indexOf('=')), argument.substring(argument.indexOf('=') + 1));
        }
        KafkaConsumer<String, GenericRecord> consumer = new KafkaConsumer<>(Readers.settings(options));
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            consumer.wakeup();
            try {
                main.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
        try (consumer;
                Store store = Store.open(Path.of(options.get("store")))) {
            run(consumer, store, options);
        } catch (WakeupException e) {
            System.out.println("stopped");
        }
    }

    private static void run(KafkaConsumer<String, GenericRecord> consumer, Store store, Map<String, String> options)
            throws IOException {
        Sorted sorted = new Sorted(Duration.ofMillis(Long.parseLong(options.get("hold"))), 10_000);
        consumer.subscribe(List.of(options.get("topics").split(",")), sorted);
        long work = Long.parseLong(options.get("work"));
        Map<TopicPartition, OffsetAndMetadata> committed = Map.of();
        while (true) {
            poll(consumer).forEach(sorted::add);
            for (ConsumerRecord<String, GenericRecord> record : sorted.due()) {
                handle(record, store, work);
            }
            // After the effects are stored. What is handled and not yet committed comes again, and the store knows it.
            Map<TopicPartition, OffsetAndMetadata> handled = sorted.handled(consumer);
            if (!handled.equals(committed)) {
                consumer.commitSync(handled);
                committed = handled;
            }
        }
    }

    /** What has arrived; nothing, to be tried again, while the registry cannot be asked for a schema. */
    private static ConsumerRecords<String, GenericRecord> poll(KafkaConsumer<String, GenericRecord> consumer) {
        try {
            return consumer.poll(Duration.ofMillis(100));
        } catch (RecordDeserializationException e) {
            if (e.getCause() instanceof DecodingFailure.Passing passing) {
                System.err.println(passing.getMessage());
                pause(1000);
                return ConsumerRecords.empty();
            }
            // The record will never be read. To put it aside: keep e.valueBuffer(), then
            // consumer.seek(e.topicPartition(), e.offset() + 1).
            throw e;
        }
    }

    private static void handle(ConsumerRecord<String, GenericRecord> record, Store store, long work)
            throws IOException {
        Map<String, byte[]> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), header.value()));
        String id = new String(headers.get("ce_id"), StandardCharsets.UTF_8);
        if (store.contains(id)) {
            System.out.println("again " + id);
            return;
        }
        pause(work);
        store.add(id, StructuredEvent.of(headers, record.value()).toString());
    }

    /** As long as the effect takes; for trying what a kill in the middle does. */
    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}

package com.example.consumer;

import io.tidings.registry.RegistrySettings;
import io.tidings.wire.EventDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.StringDeserializer;

/** The consumer's settings, with one of three deserializers: Tidings', Confluent's, Apicurio's. */
final class Readers {
    private Readers() {}

    static Map<String, Object> settings(Map<String, String> options) throws IOException {
        Map<String, Object> settings = new HashMap<>();
        settings.put("bootstrap.servers", options.get("kafka"));
        settings.put("group.id", options.get("group"));
        // A restart takes the place of the process that was killed, instead of waiting for its session to end.
        settings.put("group.instance.id", options.get("group") + "-1");
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", false);
        // Events of transactions that were aborted, when an enricher was killed for example, are never seen.
        settings.put("isolation.level", "read_committed");
        settings.put("key.deserializer", StringDeserializer.class);
        switch (options.get("reader")) {
            case "tidings" -> tidings(settings, options.get("registry"));
            case "confluent" -> confluent(settings, options.get("registry"));
            case "apicurio" -> apicurio(settings, options.get("registry"));
            default -> throw new IllegalArgumentException("reader is tidings, confluent or apicurio");
        }
        return settings;
    }

    private static void tidings(Map<String, Object> settings, String registry) throws IOException {
        settings.put("value.deserializer", EventDeserializer.class);
        settings.put(
                EventDeserializer.DECODER,
                EventDecoder.generic(RegistrySettings.of(URI.create(registry)), olderProductCreated()));
    }

    /** Confluent's artifacts are in Confluent's own repository; nothing but this configuration needs them. */
    private static void confluent(Map<String, Object> settings, String registry) {
        settings.put("value.deserializer", "io.confluent.kafka.serializers.KafkaAvroDeserializer");
        settings.put("schema.registry.url", registry);
        settings.put("specific.avro.reader", false);
    }

    /** Apicurio's client speaks its registry's own API, where Confluent's schema ids are called content ids. */
    private static void apicurio(Map<String, Object> settings, String registry) {
        settings.put("value.deserializer", "io.apicurio.registry.serde.avro.AvroKafkaDeserializer");
        settings.put("apicurio.registry.url", registry.replace("/apis/ccompat/v7", "/apis/registry/v3"));
        settings.put("apicurio.registry.use-id", "contentId");
        settings.put("apicurio.registry.headers.enabled", false);
    }

    /** What this consumer knows of the event; fields that came later do not exist for it. */
    private static Schema olderProductCreated() throws IOException {
        try (InputStream file = Readers.class.getResourceAsStream("/product-created.avsc")) {
            return new Schema.Parser().parse(file);
        }
    }
}

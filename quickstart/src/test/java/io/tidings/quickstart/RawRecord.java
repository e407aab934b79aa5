package io.tidings.quickstart;

import io.tidings.kafka.PresentEnd;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A committed record, byte by byte, as text that can be compared: everything but its offset. */
record RawRecord(String topic, int partition, String key, long timestamp, List<String> headers, String value) {

    /** All committed records of the topics, in the order of each topic; the prefix is taken off the topics' names. */
    static List<RawRecord> read(String bootstrapServers, Collection<String> topics, String prefix) {
        Map<String, Object> properties = PresentEnd.settings(Map.of("bootstrap.servers", bootstrapServers));
        List<RawRecord> records = new ArrayList<>();
        for (String topic : topics) {
            try (Consumer<byte[], byte[]> consumer =
                    new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                List<TopicPartition> partitions = consumer.partitionsFor(prefix + topic).stream()
                        .map(info -> new TopicPartition(info.topic(), info.partition()))
                        .toList();
                consumer.assign(partitions);
                consumer.seekToBeginning(partitions);
                PresentEnd.read(consumer, record -> records.add(of(topic, record)));
            }
        }
        return records;
    }

    private static RawRecord of(String topic, ConsumerRecord<byte[], byte[]> record) {
        List<String> headers = new ArrayList<>();
        for (Header header : record.headers()) {
            headers.add(header.key() + "=" + new String(header.value(), StandardCharsets.ISO_8859_1));
        }
        HexFormat hex = HexFormat.of();
        return new RawRecord(
                topic,
                record.partition(),
                hex.formatHex(record.key()),
                record.timestamp(),
                headers,
                hex.formatHex(record.value()));
    }
}

package io.tidings.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.kafka.PresentEnd;
import io.tidings.reconcile.Reconciliation.Published;
import io.tidings.wire.EventHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads of which audit rows of one source events and dead letters tell, without a group. */
final class PublishedIds {
    /** An application whose clock is ahead of the database's writes audit rows with a time after that of their commit. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(5);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> kafka;
    private final Topics topics;
    private final Set<Telling> events = new HashSet<>();
    private final Map<String, Telling> rejected = new HashMap<>();
    private final Set<String> redriven = new HashSet<>();

    /**
     * What is read.
     *
     * @param prefix put before the topic of each contract
     */
    record Topics(Contracts contracts, String prefix, String deadLetters) {

        Map<String, Contract> byName() {
            return contracts.contracts().stream()
                    .collect(Collectors.toMap(contract -> prefix + contract.topic(), it -> it));
        }
    }

    PublishedIds(Map<String, Object> kafka, Topics topics) {
        this.kafka = kafka;
        this.topics = topics;
    }

    /**
     * What was committed to Kafka until now, of transactions that committed in the database from a time on, and of some
     * minutes before.
     *
     * @throws KafkaException when Kafka does not answer
     */
    Published read(Optional<Instant> since) {
        Map<String, Contract> contracts = topics.byName();
        try (Consumer<String, byte[]> consumer = new KafkaConsumer<>(
                PresentEnd.settings(kafka), new StringDeserializer(), new ByteArrayDeserializer())) {
            seek(consumer, contracts.keySet(), since.map(time -> time.minus(CLOCKS_APART)));
            PresentEnd.read(consumer, record -> {
                Contract contract = contracts.get(record.topic());
                if (contract == null) {
                    deadLetter(record);
                } else {
                    event(record, contract);
                }
            });
        }
        rejected.keySet().removeAll(redriven);
        return new Published(Set.copyOf(events), Set.copyOf(rejected.values()));
    }

    private void seek(Consumer<String, byte[]> consumer, Set<String> names, Optional<Instant> since) {
        Set<String> all = new HashSet<>(names);
        all.add(topics.deadLetters());
        List<TopicPartition> partitions = all.stream()
                .flatMap(name -> consumer.partitionsFor(name).stream()
                        .map(partition -> new TopicPartition(name, partition.partition())))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        since.ifPresent(time -> {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, time.toEpochMilli()));
            Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
            for (TopicPartition partition : partitions) {
                OffsetAndTimestamp from = found.get(partition);
                if (from == null) {
                    consumer.seekToEnd(List.of(partition));
                } else {
                    consumer.seek(partition, from.offset());
                }
            }
        });
    }

    private void event(ConsumerRecord<String, byte[]> record, Contract contract) {
        String sequence = header(record, "ce_sequence");
        if (header(record, "ce_source").equals("/" + source()) && isOfAnAuditRow(sequence)) {
            events.add(new Telling(
                    new Told(header(record, EventHeader.AUDIT_ID), contract.topic()),
                    sequence,
                    committed(header(record, "ce_time"), record)));
        }
    }

    private void deadLetter(ConsumerRecord<String, byte[]> record) {
        try {
            JsonNode letter = JSON.readTree(record.value());
            if (!letter.path("source").asText().equals(source())) {
                return;
            }
            String topic = letter.path("topic").asText();
            String sequence = letter.path("sequence").asText();
            String outcome = letter.path("outcome").asText("rejected");
            if (outcome.equals("redriven")) {
                redriven.add(sequence + topic);
            } else if (outcome.equals("rejected") && isOfAnAuditRow(sequence)) {
                Told told = new Told(letter.path("auditId").asText(), topic);
                Instant committed = committed(letter.path("committed").asText(), record);
                rejected.put(sequence + topic, new Telling(told, sequence, committed));
            }
        } catch (IOException e) {
            throw new IllegalStateException("A record among the dead letters is no dead letter.", e);
        }
    }

    private String source() {
        return topics.contracts().audit().source();
    }

    private static String header(ConsumerRecord<String, byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** A topic may keep the time at which a record came to it, which is later. */
    private static Instant committed(String time, ConsumerRecord<String, byte[]> record) {
        return time.isEmpty() ? Instant.ofEpochMilli(record.timestamp()) : Instant.parse(time);
    }

    /** Changes of rows come before a transaction's first audit row, and have its id as what explains them. */
    private static boolean isOfAnAuditRow(String sequence) {
        String[] parts = sequence.split("-");
        return parts.length > 1 && Long.parseLong(parts[1], 16) >= Occurrence.FIRST_AUDIT_ROW;
    }
}

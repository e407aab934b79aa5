package io.tidings.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/**
 * Knows when everything committed so far has become events: it commits a marker, finds the marker's transaction in the
 * log of changes, and waits until the enricher has committed that it read on from there.
 */
public final class Drain {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);
    private static final Pattern ID = Pattern.compile("\\d+:(\\d{1,18})");
    private static final byte[] NOTHING = {};
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> kafka;
    private final TopicPartition changes;
    private final String applicationId;

    /** For the first partition of a log of changes, and one enricher that reads it. */
    public Drain(String bootstrapServers, String changes, String applicationId) {
        this(Map.of("bootstrap.servers", bootstrapServers), new TopicPartition(changes, 0), applicationId);
    }

    /** For the log of one source, with settings of the Kafka clients. */
    public Drain(Map<String, Object> kafka, TopicPartition changes, String applicationId) {
        this.kafka = Map.copyOf(kafka);
        this.changes = changes;
        this.applicationId = applicationId;
    }

    /**
     * Waits until every transaction that committed before this call has been turned into events.
     *
     * @throws Refusal when that takes longer than the limit
     */
    public void await(Connection database, Duration limit) throws SQLException {
        long deadline = System.nanoTime() + limit.toNanos();
        long offset = offsetOfMarker(database, deadline);
        try (Admin admin = Admin.create(kafka)) {
            await(() -> committed(admin) > offset, deadline, "the enricher has not caught up with the log of changes");
        }
    }

    /** Commits a logical message and gives its LSN; its END comes after it. */
    private static long mark(Connection database) throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery(
                        "select pg_logical_emit_message(true, 'tidings', 'marker') - '0/0'::pg_lsn")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** The marker is looked for behind what the log held before it was committed. */
    private long offsetOfMarker(Connection database, long deadline) throws SQLException {
        Map<String, Object> properties = new HashMap<>(kafka);
        properties.put("isolation.level", "read_committed");
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(changes));
            consumer.seekToEnd(List.of(changes));
            consumer.position(changes);
            long marker = mark(database);
            long[] found = {-1};
            await(
                    () -> {
                        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(LOOK_AGAIN)) {
                            if (found[0] < 0 && endsAfter(record.value(), marker)) {
                                found[0] = record.offset();
                            }
                        }
                        return found[0] >= 0;
                    },
                    deadline,
                    "the capture has not written the last transaction to the log of changes");
            return found[0];
        }
    }

    private static boolean endsAfter(byte @Nullable [] record, long marker) {
        try {
            JsonNode envelope = JSON.readTree(Objects.requireNonNullElse(record, NOTHING));
            Matcher id = ID.matcher(envelope.path("id").asText());
            return envelope.path("status").asText().equals("END")
                    && id.matches()
                    && Long.parseLong(id.group(1)) > marker;
        } catch (IOException e) {
            // Whatever else is in the log, it is no END.
            return false;
        }
    }

    private long committed(Admin admin) {
        try {
            OffsetAndMetadata offset = admin.listConsumerGroupOffsets(applicationId)
                    .partitionsToOffsetAndMetadata()
                    .get()
                    .get(changes);
            return offset == null ? -1 : offset.offset();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException failure ? failure : new KafkaException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static void await(BooleanSupplier condition, long deadline, String otherwise) {
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new Refusal("Not everything arrived in time: " + otherwise
                        + ". Look at its /readyz, and compare again with a longer --wait once it is ready.");
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
    }
}

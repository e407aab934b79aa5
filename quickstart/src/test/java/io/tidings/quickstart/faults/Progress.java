package io.tidings.quickstart.faults;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** Tells that both applications work: what the capture wrote since, the enricher has read. */
final class Progress {

    private static final TopicPartition CHANGES = new TopicPartition("tidings.changes", 0);
    private static final int ANSWER_SECONDS = 5;
    private static final Duration LIMIT = Duration.ofSeconds(240);

    private final Plant plant;

    Progress(Plant plant) {
        this.plant = plant;
    }

    /** Waits until the log has grown from now on, and the enricher has read on from where the log ended. */
    void await() throws Exception {
        long[] end = {-1};
        plant.await(
                () -> {
                    plant.brokers().restore();
                    try (Admin admin = Admin.create(
                            Map.of("bootstrap.servers", plant.brokers().bootstrapServers()))) {
                        if (end[0] < 0) {
                            end[0] = end(admin);
                        }
                        return end(admin) > end[0] && read(admin) > end[0];
                    } catch (ExecutionException | TimeoutException e) {
                        // The broker is only just coming back.
                        return false;
                    }
                },
                LIMIT,
                "capture and enricher to go on after the last fault");
    }

    private static long end(Admin admin) throws Exception {
        return admin.listOffsets(
                        Map.of(CHANGES, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .partitionResult(CHANGES)
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .offset();
    }

    private long read(Admin admin) throws Exception {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets(plant.applicationId())
                .partitionsToOffsetAndMetadata()
                .get(ANSWER_SECONDS, TimeUnit.SECONDS)
                .get(CHANGES);
        return offset == null ? -1 : offset.offset();
    }
}

package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.Enricher;
import io.tidings.enricher.EnricherSettings;
import io.tidings.quickstart.oracle.SameBytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.errors.StreamsException;

/**
 * An enricher that reads the same log into topics of its own, beside the first, and is stopped and begun again all the
 * time, with another commit interval and cache, with the state of the time before or from the changelogs.
 */
final class Replay implements AutoCloseable {
    static final String PREFIX = "replay.";
    private static final String APPLICATION = "replay";
    private static final Duration START_LIMIT = Duration.ofSeconds(60);

    private final Servers servers;
    private final Contracts contracts;
    private final Path directory;
    private final Random random;
    private final EnricherSettings first;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CompletableFuture<Integer> done = new CompletableFuture<>();
    private volatile long end = Long.MAX_VALUE;

    Replay(Servers servers, Contracts contracts, Path directory, long seed) {
        this.servers = servers;
        this.contracts = contracts;
        this.directory = directory;
        this.random = new Random(seed);
        this.first = Pipeline.enricherSettings(servers, contracts, directory);
    }

    void start() {
        new Thread(
                        () -> {
                            try {
                                done.complete(runs());
                            } catch (Exception | AssertionError e) {
                                done.completeExceptionally(e);
                            }
                        },
                        "replay")
                .start();
    }

    /** Reads on to the present end of the log, and compares. */
    void assertSameBytes(Duration limit) throws Exception {
        try (Admin admin = admin()) {
            end = admin.listOffsets(Map.of(changes(), OffsetSpec.latest()))
                    .partitionResult(changes())
                    .get()
                    .offset();
        }
        int starts = done.get(limit.toSeconds(), TimeUnit.SECONDS);
        SameBytes compared = SameBytes.compare(servers.broker().bootstrapServers(), Pipeline.topics(contracts), PREFIX);
        System.out.println("replay: starts=" + starts + " " + compared);
        assertThat(compared.difference()).isEmpty();
    }

    /** Starts enrichers until one has reached the end, and gives how many. */
    private int runs() throws Exception {
        int starts = 0;
        boolean reached = false;
        try (Admin admin = admin()) {
            while (!reached && stopped.getCount() > 0) {
                try (Enricher enricher = enricher(starts++)) {
                    enricher.start();
                    assertThat(enricher.awaitRunning(START_LIMIT)).isTrue();
                    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(5 + random.nextInt(15));
                    while (!reached && System.nanoTime() < until && !stopped.await(50, TimeUnit.MILLISECONDS)) {
                        assertThat(enricher.failure()).isNotDone();
                        reached = committed(admin) >= end;
                    }
                }
            }
        }
        return starts;
    }

    /** One that was stopped gives its state back when it has ended, which can be later than it says. */
    private Enricher enricher(int start) throws InterruptedException {
        long limit = System.nanoTime() + START_LIMIT.toNanos();
        while (true) {
            try {
                return new Enricher(settings(start), contracts);
            } catch (StreamsException stateIsLocked) {
                if (System.nanoTime() > limit || stopped.await(100, TimeUnit.MILLISECONDS)) {
                    throw stateIsLocked;
                }
            }
        }
    }

    private EnricherSettings settings(int start) {
        EnricherSettings.Topics topics = first.topics();
        Map<String, Object> kafka = new HashMap<>(first.kafka());
        kafka.put("statestore.cache.max.bytes", List.of(0, 50_000, 20_000_000).get(start % 3));
        return new EnricherSettings(
                APPLICATION,
                APPLICATION,
                kafka,
                first.registry(),
                true,
                new EnricherSettings.Topics(topics.changes(), PREFIX + topics.deadLetters(), PREFIX, 1, (short) 1),
                // Without the directory of the start before, the state comes from its changelogs.
                Optional.of(directory.resolve("replay" + start / 2)),
                Duration.ofMillis(List.of(5, 45, 200, 1000).get(start % 4)),
                first.retention());
    }

    private long committed(Admin admin) throws Exception {
        OffsetAndMetadata offset = admin.listConsumerGroupOffsets(APPLICATION)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(changes());
        return offset == null ? -1 : offset.offset();
    }

    private TopicPartition changes() {
        return new TopicPartition(first.topics().changes(), 0);
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", servers.broker().bootstrapServers()));
    }

    @Override
    public void close() {
        stopped.countDown();
        done.exceptionally(failure -> 0).join();
    }
}

package io.tidings.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PresentEndTest {
    private static final TopicPartition PARTITION = new TopicPartition("topic", 0);
    private static final Duration SILENCE_LIMIT = Duration.ofMillis(50);

    private final MockConsumer<String, String> consumer = new MockConsumer<>("earliest");
    private final List<String> read = new ArrayList<>();

    @BeforeEach
    void assign() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    }

    @Test
    void whatIsThereNowIsReadAndNothingMore() {
        record(0);
        ends(2);
        consumer.schedulePollTask(() -> record(1));
        consumer.schedulePollTask(() -> {
            throw new IllegalStateException("polled beyond the end");
        });
        readAll();
        assertThat(read).containsExactly("0", "1");
    }

    @Test
    void theEndOfATransactionNeedsNoRecord() {
        record(0);
        ends(2);
        consumer.schedulePollTask(() -> {}); // The record comes.
        consumer.schedulePollTask(() -> consumer.seek(PARTITION, 2));
        readAll();
        assertThat(read).containsExactly("0");
    }

    @Test
    void anEmptyTopicIsNotWaitedFor() {
        ends(0);
        readAll();
        assertThat(read).isEmpty();
    }

    @Test
    void silenceEnds() {
        record(0);
        ends(2);
        assertThatThrownBy(this::readAll)
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("[topic-0] are not read to their ends");
    }

    private void readAll() {
        PresentEnd.read(consumer, record -> read.add(record.value()), SILENCE_LIMIT);
    }

    private void ends(long offset) {
        consumer.updateEndOffsets(Map.of(PARTITION, offset));
    }

    private void record(long offset) {
        consumer.addRecord(new ConsumerRecord<>(PARTITION.topic(), 0, offset, "key", Long.toString(offset)));
    }
}

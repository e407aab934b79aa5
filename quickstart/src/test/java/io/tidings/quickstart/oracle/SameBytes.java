package io.tidings.quickstart.oracle;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares topics with those of the same names behind a prefix, byte by byte: keys, values, headers, timestamps and the
 * order of each partition; everything but offsets.
 *
 * @param records that were the same
 * @param difference the first difference, when there is one
 */
public record SameBytes(long records, Optional<String> difference) {

    /** Compares what is committed now. */
    public static SameBytes compare(String bootstrapServers, Collection<String> topics, String prefix) {
        long records = 0;
        for (String topic : topics) {
            try (CommittedRecords some = new CommittedRecords(bootstrapServers, List.of(topic));
                    CommittedRecords others = new CommittedRecords(bootstrapServers, List.of(prefix + topic))) {
                for (int partition = 0; partition < some.partitions(); partition++) {
                    Optional<ConsumerRecord<byte[], byte[]>> one = some.next(partition);
                    Optional<ConsumerRecord<byte[], byte[]>> other = others.next(partition);
                    while (one.isPresent() && other.isPresent() && same(one.get(), other.get())) {
                        records++;
                        one = some.next(partition);
                        other = others.next(partition);
                    }
                    if (one.isPresent() || other.isPresent()) {
                        return new SameBytes(records, Optional.of(shown(one) + "\nand " + shown(other)));
                    }
                }
            }
        }
        return new SameBytes(records, Optional.empty());
    }

    private static boolean same(ConsumerRecord<byte[], byte[]> one, ConsumerRecord<byte[], byte[]> other) {
        return one.timestamp() == other.timestamp()
                && Arrays.equals(one.key(), other.key())
                && Arrays.equals(one.value(), other.value())
                && Arrays.equals(one.headers().toArray(), other.headers().toArray());
    }

    private static String shown(Optional<ConsumerRecord<byte[], byte[]>> record) {
        return record.map(it -> it + " " + new String(it.value(), StandardCharsets.UTF_8))
                .orElse("nothing");
    }
}

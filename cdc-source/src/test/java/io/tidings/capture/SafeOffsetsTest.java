package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SafeOffsetsTest {
    private static final Schema MARKER = SchemaBuilder.struct()
            .field("status", Schema.STRING_SCHEMA)
            .field("id", Schema.STRING_SCHEMA)
            .build();
    private static final Schema HEARTBEAT =
            SchemaBuilder.struct().field("ts_ms", Schema.INT64_SCHEMA).build();
    private static final Map<String, ?> STORED = streaming(5);

    private final SafeOffsets offsets = new SafeOffsets(partition -> STORED);

    @Test
    void anEndIsStoredTogetherWithTheNextOne() {
        assertThat(offset(marker("BEGIN", 10))).isEqualTo(STORED);
        assertThat(offset(marker("END", 19))).isEqualTo(STORED);
        assertThat(offset(marker("BEGIN", 20))).isEqualTo(STORED);
        assertThat(offset(row(25))).isEqualTo(STORED);
        assertThat(offset(marker("END", 29))).isEqualTo(streaming(19));
        assertThat(offset(heartbeat(streaming(30)))).isEqualTo(streaming(19));
        assertThat(offset(marker("BEGIN", 30))).isEqualTo(streaming(19));
        assertThat(offset(marker("END", 39))).isEqualTo(streaming(29));
    }

    @Test
    void anEndThatIsSentAgainMakesNothingSafe() {
        List.of(marker("END", 19), marker("END", 29)).forEach(this::offset);
        assertThat(offset(marker("END", 19))).isEqualTo(streaming(19));
        assertThat(offset(marker("END", 29))).isEqualTo(streaming(19));
        assertThat(offset(marker("END", 39))).isEqualTo(streaming(29));
    }

    @Test
    void aSnapshotsOffsetsAreStoredAsTheyComeAndItsEndUntilThereAreTwoTransactions() {
        Map<String, ?> unfinished = Map.of("snapshot", "INITIAL", "lsn", 7L);
        Map<String, ?> complete = Map.of("lsn", 8L);
        assertThat(offset(record(unfinished, null))).isEqualTo(unfinished);
        assertThat(offset(heartbeat(complete))).isEqualTo(complete);
        assertThat(offset(row(15))).isEqualTo(complete);
        assertThat(offset(marker("END", 19))).isEqualTo(complete);
        assertThat(offset(heartbeat(complete))).isEqualTo(complete);
        assertThat(offset(marker("END", 29))).isEqualTo(streaming(19));
    }

    @Test
    void nothingElseOfARecordChanges() {
        SourceRecord record = marker("END", 19);
        record.headers().addString("name", "value");
        SourceRecord with = offsets.with(record);
        assertThat(new SourceRecord(
                        with.sourcePartition(),
                        record.sourceOffset(),
                        with.topic(),
                        with.kafkaPartition(),
                        with.keySchema(),
                        with.key(),
                        with.valueSchema(),
                        with.value(),
                        with.timestamp(),
                        with.headers()))
                .isEqualTo(record);
    }

    private Map<String, ?> offset(SourceRecord record) {
        return offsets.with(record).sourceOffset();
    }

    private static Map<String, ?> streaming(long lsn) {
        return Map.of("lsn", lsn, "lsn_proc", lsn);
    }

    private static SourceRecord marker(String status, long lsn) {
        return record(streaming(lsn), new Struct(MARKER).put("status", status).put("id", "755:" + lsn));
    }

    private static SourceRecord heartbeat(Map<String, ?> offset) {
        return record(offset, new Struct(HEARTBEAT).put("ts_ms", 1L));
    }

    private static SourceRecord row(long lsn) {
        return record(streaming(lsn), null);
    }

    private static SourceRecord record(Map<String, ?> offset, @Nullable Object value) {
        return new SourceRecord(Map.of("server", "portal"), offset, "topic", null, null, null, null, value, 1L, null);
    }
}

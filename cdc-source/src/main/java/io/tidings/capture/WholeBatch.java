package io.tidings.capture;

import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** What was polled at once, in the form in which it passes through the engine: one record, at the offset of its last one. */
final class WholeBatch extends SourceRecord {
    private final List<SourceRecord> records;

    WholeBatch(List<SourceRecord> records) {
        this(records, records.get(records.size() - 1));
    }

    private WholeBatch(List<SourceRecord> records, SourceRecord last) {
        super(last.sourcePartition(), last.sourceOffset(), last.topic(), null, null);
        this.records = List.copyOf(records);
    }

    List<SourceRecord> records() {
        return records;
    }
}

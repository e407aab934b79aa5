package io.tidings.capture;

import io.tidings.log.ControlRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** One record of the log as it is written; the key is the source's name always. */
record LogRecord(byte[] value, long timestamp, RecordHeaders headers) {

    static LogRecord of(ControlRecord control, long timestamp) {
        return new LogRecord(control.json(), timestamp, new RecordHeaders());
    }
}

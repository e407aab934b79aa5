package io.tidings.capture;

import io.debezium.connector.postgresql.PostgresConnectorTask;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;

/** The task of {@link WholeBatchesConnector}; the engine makes it. */
public final class WholeBatchesTask extends PostgresConnectorTask {
    @Override
    public List<SourceRecord> doPoll() throws InterruptedException {
        List<SourceRecord> records = super.doPoll();
        return records.isEmpty() ? records : List.of(new WholeBatch(records));
    }
}

package io.tidings.capture;

import io.debezium.config.Configuration;
import io.debezium.connector.postgresql.PostgresConnectorTask;
import io.debezium.connector.postgresql.PostgresOffsetContext;
import io.debezium.connector.postgresql.PostgresPartition;
import io.debezium.pipeline.ChangeEventSourceCoordinator;
import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** The task of {@link SafeOffsetsConnector}; Connect makes it. */
public final class SafeOffsetsTask extends PostgresConnectorTask {

    private @Nullable SafeOffsets offsets;

    /** Called at the start, and when Debezium starts again by itself after an error: what it had sent comes again. */
    @Override
    public ChangeEventSourceCoordinator<PostgresPartition, PostgresOffsetContext> start(Configuration configuration) {
        offsets = new SafeOffsets(partition -> context.offsetStorageReader().offset(partition));
        return super.start(configuration);
    }

    @Override
    public List<SourceRecord> doPoll() throws InterruptedException {
        List<SourceRecord> records = super.doPoll();
        SafeOffsets safe = offsets;
        return safe == null ? List.of() : records.stream().map(safe::with).toList();
    }
}

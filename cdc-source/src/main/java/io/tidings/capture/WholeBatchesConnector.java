package io.tidings.capture;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/**
 * Debezium's PostgreSQL connector for an engine of ours: it hands over as one what was polled at once. By itself the engine
 * has another thread take each record, which under load costs as much as making it. The engine loads this class by name.
 */
public final class WholeBatchesConnector extends PostgresConnector {
    @Override
    public Class<? extends Task> taskClass() {
        return WholeBatchesTask.class;
    }
}

package io.tidings.capture;

import io.debezium.connector.postgresql.PostgresConnector;
import org.apache.kafka.connect.connector.Task;

/**
 * Debezium's PostgreSQL connector for a Kafka Connect cluster, with offsets from which no row is lost: the worker stores
 * the END of a transaction only together with the END that follows it, and nothing else once the snapshot is complete.
 * Debezium 3.6 by itself skips rows after a restart; everything else is Debezium's, its configuration included.
 */
public final class SafeOffsetsConnector extends PostgresConnector {

    @Override
    public Class<? extends Task> taskClass() {
        return SafeOffsetsTask.class;
    }
}

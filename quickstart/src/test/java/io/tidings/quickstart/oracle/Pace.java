package io.tidings.quickstart.oracle;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Holds sessions back while the pipeline is far behind them, so that a run as long as one likes ends soon after its last
 * transaction. While PostgreSQL or Kafka do not answer, sessions are held back too.
 */
public final class Pace implements AutoCloseable {
    private static final long MOST_RECORDS = 20_000;
    private static final long MOST_WAL_BYTES = 12L * 1024 * 1024;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final OracleWorkload.Connections connections;
    private final Admin admin;
    private final TopicPartition changes;
    private final String applicationId;
    private final Thread watch;
    private volatile boolean behind;
    private volatile boolean closed;

    /**
     * Begins to watch how far behind the pipeline is.
     *
     * @param changes the topic of changes
     * @param applicationId the enricher's
     */
    public Pace(OracleWorkload.Connections connections, String bootstrapServers, String changes, String applicationId) {
        this.connections = connections;
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers));
        this.changes = new TopicPartition(changes, 0);
        this.applicationId = applicationId;
        this.watch = new Thread(this::watch, "pace");
        watch.start();
    }

    /** Returns when the pipeline has caught up, or after a second. */
    public void hold() {
        long end = System.nanoTime() + LONGEST.toNanos();
        while (behind && !closed && System.nanoTime() < end) {
            LockSupport.parkNanos(LOOK_AGAIN.toNanos() / 10);
        }
    }

    private void watch() {
        while (!closed) {
            try (Connection connection = connections.open()) {
                while (!closed) {
                    behind = recordsBehind() > MOST_RECORDS || bytesBehind(connection) > MOST_WAL_BYTES;
                    LockSupport.parkNanos(LOOK_AGAIN.toNanos());
                }
            } catch (SQLException | ExecutionException noAnswer) {
                behind = true;
                LockSupport.parkNanos(LOOK_AGAIN.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private long recordsBehind() throws ExecutionException, InterruptedException {
        long end = admin.listOffsets(Map.of(changes, OffsetSpec.latest()))
                .partitionResult(changes)
                .get()
                .offset();
        OffsetAndMetadata read = admin.listConsumerGroupOffsets(applicationId)
                .partitionsToOffsetAndMetadata()
                .get()
                .get(changes);
        return read == null ? 0 : end - read.offset();
    }

    private static long bytesBehind(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select coalesce(max(pg_wal_lsn_diff(pg_current_wal_lsn(),"
                        + " confirmed_flush_lsn)), 0) from pg_replication_slots")) {
            row.next();
            return row.getLong(1);
        }
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        watch.interrupt();
        watch.join();
        admin.close();
    }
}

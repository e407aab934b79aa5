package io.tidings.service;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/** Whether Kafka answers. */
public final class KafkaLook implements Look, AutoCloseable {
    private static final String NAME = "kafka";
    private static final int LIMIT_MILLIS = 5_000;

    private final Admin admin;

    /**
     * Connects when first asked.
     *
     * @param kafka settings of the Kafka clients
     */
    public KafkaLook(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        settings.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        this.admin = Admin.create(settings);
    }

    @Override
    public List<Check> checks() throws InterruptedException {
        try {
            int nodes = admin.describeCluster()
                    .nodes()
                    .get(LIMIT_MILLIS, TimeUnit.MILLISECONDS)
                    .size();
            return List.of(Check.passes(NAME, nodes + (nodes == 1 ? " broker answers." : " brokers answer.")));
        } catch (ExecutionException | TimeoutException e) {
            return List.of(Check.fails(
                    NAME,
                    "Kafka does not answer within " + LIMIT_MILLIS / 1000
                            + " s; see that it runs and can be reached from here."));
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}

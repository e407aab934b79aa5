package io.tidings.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** An admin client that is made when it is first asked for: of a setting that it cannot use, the start says more than a check. */
public final class LazyAdmin implements AutoCloseable {

    private final Map<String, Object> settings;
    private @Nullable Admin made;
    private boolean closed;

    /** With settings of Kafka's clients. */
    public LazyAdmin(Map<String, Object> settings) {
        this.settings = Map.copyOf(settings);
    }

    /**
     * The client.
     *
     * @throws org.apache.kafka.common.KafkaException when it cannot be made of the settings
     * @throws IllegalStateException when this is closed
     */
    public synchronized Admin get() {
        if (closed) {
            throw new IllegalStateException("The admin client is closed");
        }
        Admin admin = made;
        if (admin == null) {
            admin = Admin.create(settings);
            made = admin;
        }
        return admin;
    }

    /** Whether it is not to be asked for any more; what was asked before fails because of that. */
    public synchronized boolean isClosed() {
        return closed;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (made != null) {
            made.close(Duration.ZERO);
        }
    }
}

package io.tidings.capture;

import io.tidings.service.Rounds;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one of several captures of a slot has, from its start to its end: a lock of a database session. Whoever waits for
 * it stands by, also while the other one starts and takes its first snapshot, when nothing streams from the slot. The
 * database ends the session of a capture that says nothing for ten seconds. That two captures never write both does not
 * hang on it: Kafka fences the earlier one.
 */
final class Baton implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Baton.class);
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
    private static final String SCOPE = "tidings capture";

    private final CaptureSettings settings;
    private final Rounds rounds = Rounds.inThread("capture-baton");
    private @Nullable Connection session;
    private String said = "";
    private boolean keeps;

    Baton(CaptureSettings settings) {
        this.settings = settings;
    }

    /**
     * Waits until no other capture has it and nothing streams from the slot, and has it from then on.
     *
     * @return false when that is not wanted any more
     */
    boolean await(BooleanSupplier wanted, Runnable waiting) throws InterruptedException {
        while (wanted.getAsBoolean()) {
            if (isMine(true)) {
                keep();
                return true;
            }
            waiting.run();
            Thread.sleep(LOOK_AGAIN.toMillis());
        }
        return false;
    }

    /** Takes it as soon as it can be had, without waiting: for one that takes over from whoever runs. */
    void keep() {
        if (!keeps) {
            keeps = true;
            rounds.every(LOOK_AGAIN, () -> isMine(false));
        }
    }

    private synchronized boolean isMine(boolean onlyIfIdle) {
        if (rounds.isClosed()) {
            return false;
        }
        try {
            Connection open = session();
            boolean mine = lock(open);
            if (mine && onlyIfIdle && isActive(open)) {
                disconnect();
                return false;
            }
            return mine;
        } catch (SQLException e) {
            disconnect();
            String reason = Failure.reason(e);
            if (!said.equals(reason)) {
                LOG.atWarn()
                        .addKeyValue("source", settings.source())
                        .addKeyValue("reason", reason)
                        .log("The other captures cannot be looked at");
                said = reason;
            }
            return false;
        }
    }

    private boolean isActive(Connection open) throws SQLException {
        return new ReplicationSlot(open, settings.engine().slot())
                .standing()
                .filter(ReplicationSlot.Standing::active)
                .isPresent();
    }

    /** Has it already, or gets it; a session that has it gets it again and again, which ends with the session. */
    private boolean lock(Connection open) throws SQLException {
        try (PreparedStatement query = open.prepareStatement("select exists (select from pg_locks where pid ="
                + " pg_backend_pid() and locktype = 'advisory' and granted)"
                + " or pg_try_advisory_lock(hashtext(?), hashtext(?))")) {
            query.setString(1, SCOPE);
            query.setString(2, settings.engine().slot());
            try (ResultSet row = query.executeQuery()) {
                row.next();
                return row.getBoolean(1);
            }
        }
    }

    private Connection session() throws SQLException {
        Connection open = session;
        if (open == null) {
            open = settings.database().connect();
            session = open;
            try (Statement statement = open.createStatement()) {
                statement.execute("set idle_session_timeout = " + EngineProperties.SILENCE_LIMIT_MILLIS);
            }
        }
        return open;
    }

    private void disconnect() {
        Connection open = session;
        session = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.debug("It is gone either way", e);
            }
        }
    }

    @Override
    public void close() {
        rounds.close();
        synchronized (this) {
            disconnect();
        }
    }
}

package io.tidings.capture;

import io.tidings.database.SessionSettings;
import io.tidings.log.Unchanged;
import java.util.Collection;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The engine's configuration. What the log's format and promise hang on is fixed here. */
final class EngineProperties {

    static final String HEARTBEAT_TOPICS = "__debezium-heartbeat";

    /** Prefix of the logical messages that make a quiet database move its slot; other prefixes are not captured. */
    static final String MESSAGE_PREFIX = "tidings";

    /** Commits a transaction of which the log shows its BEGIN and its END. */
    static final String HEARTBEAT_QUERY = "select pg_logical_emit_message(true, '" + MESSAGE_PREFIX + "', '')";

    static final int SLOT_LIMIT_SECONDS = 5;

    /** How long a capture that has a standby may say nothing to the database. */
    static final int SILENCE_LIMIT_MILLIS = 10_000;

    /** What the sessions of all the engine's connections do not inherit. */
    private static final String SESSION = "driver.options";

    private static final long QUEUE_BYTES = 64L * 1024 * 1024;

    private EngineProperties() {}

    static Properties of(CaptureSettings settings, String handoverId) {
        Properties properties = new Properties();
        where(settings, properties);
        what(settings, properties);
        values(properties);
        promise(settings, handoverId, properties);
        pace(settings.engine(), properties);
        follow(settings.engine().policy(), properties);
        return properties;
    }

    /** For a snapshot of some tables beside an engine that follows all. */
    static Properties ofSnapshot(CaptureSettings settings, String handoverId) {
        Properties properties = of(settings, handoverId);
        // While the slot is made, the other engine's transactions are held back.
        properties.put("internal.create.slot.command.timeout", String.valueOf(SLOT_LIMIT_SECONDS));
        return properties;
    }

    private static void where(CaptureSettings settings, Properties properties) {
        DatabaseSettings database = settings.database();
        properties.put("name", settings.source());
        properties.put("topic.prefix", settings.source());
        properties.put("connector.class", WholeBatchesConnector.class.getName());
        EngineAddress.of(database.where()).forEach(properties::put);
        properties.put("database.user", database.user());
        properties.put("database.password", database.password());
        properties.put("database.sslmode", database.sslMode());
        // ExactTimes undoes what the driver makes of a text; of a binary value it makes something else.
        properties.put("driver.binaryTransfer", "false");
        database.options().forEach((name, value) -> properties.put("driver." + name, value));
        properties.put(SESSION, SessionSettings.options(database.where()));
    }

    private static void what(CaptureSettings settings, Properties properties) {
        properties.put("plugin.name", "pgoutput");
        properties.put("slot.name", settings.engine().slot());
        properties.put("publication.name", settings.engine().publication());
        properties.put("publication.autocreate.mode", "disabled");
        properties.put("table.include.list", expressions(settings.tables()));
        if (!settings.excludedColumns().isEmpty()) {
            properties.put("column.exclude.list", expressions(settings.excludedColumns()));
        }
        properties.put("message.prefix.include.list", MESSAGE_PREFIX);
        properties.put("skipped.operations", "none");
        properties.put("snapshot.mode", "initial");
        properties.put("snapshot.max.threads", "1");
    }

    /** The engine takes regular expressions, separated by commas. */
    static String expressions(Collection<String> names) {
        return new TreeSet<>(names)
                .stream().map(name -> name.replaceAll("[^\\w]", "\\\\$0")).collect(Collectors.joining(","));
    }

    private static void values(Properties properties) {
        properties.put("time.precision.mode", "isostring");
        properties.put("converters", "times,bits,arrays");
        properties.put("bits.type", ExactBits.class.getName());
        properties.put("arrays.type", ExactArrays.class.getName());
        properties.put("times.type", ExactTimes.class.getName());
        properties.put("decimal.handling.mode", "string");
        properties.put("interval.handling.mode", "string");
        properties.put("hstore.handling.mode", "json");
        // Base64 in JSON as well, but with "base64" the engine turns an unchanged TOAST value into null.
        properties.put("binary.handling.mode", "bytes");
        properties.put("unavailable.value.placeholder", Unchanged.PLACEHOLDER);
        properties.put("include.unknown.datatypes", "true");
        // By default the engine writes null for a value that it cannot convert.
        properties.put("event.converting.failure.handling.mode", "fail");
        properties.put("tombstones.on.delete", "false");
        properties.put("extended.headers.enabled", "false");
    }

    private static void promise(CaptureSettings settings, String handoverId, Properties properties) {
        properties.put("provide.transaction.metadata", "true");
        properties.put("offset.storage", OffsetStore.class.getName());
        properties.put(OffsetStore.HANDOVER_ID, handoverId);
        // Otherwise the engine waits a minute when another of the same source's name still runs in this process.
        properties.put("custom.metric.tags", "capture=" + handoverId);
        properties.put("lsn.flush.mode", "connector");
        // A snapshot that the engine repeats by itself is not tied to the slot any more; so it never repeats anything.
        properties.put("errors.max.retries", "0");
        properties.put("slot.max.retries", "10");
        properties.put("slot.retry.delay.ms", "1000");
        properties.put("slot.drop.on.stop", "false");
        properties.put("topic.heartbeat.prefix", HEARTBEAT_TOPICS);
        properties.put(
                "heartbeat.interval.ms",
                String.valueOf(settings.engine().heartbeatInterval().toMillis()));
        properties.put("heartbeat.action.query", HEARTBEAT_QUERY);
    }

    private static void follow(SlotPolicy policy, Properties properties) {
        if (policy.failover()) {
            properties.put("slot.failover", "true");
        }
        if (policy.standby()) {
            // The database gives the slot of a frozen capture free; one that lives reports five times as often.
            properties.merge(SESSION, " -c wal_sender_timeout=" + SILENCE_LIMIT_MILLIS, (all, more) -> all + "" + more);
            properties.put("status.update.interval.ms", String.valueOf(SILENCE_LIMIT_MILLIS / 5));
        }
    }

    private static void pace(EngineSettings engine, Properties properties) {
        properties.put("poll.interval.ms", String.valueOf(engine.pollInterval().toMillis()));
        properties.put("max.batch.size", String.valueOf(engine.batchSize()));
        properties.put("max.queue.size", String.valueOf(engine.batchSize() * 2));
        properties.put("max.queue.size.in.bytes", String.valueOf(QUEUE_BYTES));
    }
}

package io.tidings.configuration;

import java.util.Locale;

/** Every setting of the applications, with its default; {@code kafka.*} is passed on to the Kafka clients. */
public enum Setting {
    CONTRACTS(
            "contracts",
            Form.TEXT,
            "",
            "Directory of the contracts and their `source.yaml`; for an enricher of several sources one of each, with commas"
                    + " between them. Default: the portal's, as shipped."),
    DATABASE_HOST(
            "database.host",
            Form.TEXT,
            "localhost",
            "Host of the source PostgreSQL. Several of one cluster, separated by commas: the primary is meant."),
    DATABASE_PORT(
            "database.port", Form.PORT, "5432", "Its port; a host can name its own, as host:port or [IPv6]:port."),
    DATABASE_NAME("database.name", Form.TEXT, "postgres", "The database."),
    DATABASE_USER(
            "database.user",
            Form.TEXT,
            "postgres",
            "The role that captures: `./tidings contracts role` prints what it needs."),
    DATABASE_PASSWORD("database.password", Form.SECRET, "", "Its password."),
    DATABASE_SSLMODE(
            "database.sslmode",
            Form.oneOf("disable", "allow", "prefer", "require", "verify-ca", "verify-full"),
            "prefer",
            "As libpq's: disable, allow, prefer, require, verify-ca, verify-full."),
    DATABASE_SSLROOTCERT(
            "database.sslrootcert",
            Form.FILE,
            "",
            "PEM file of the authority that signed the server's certificate; verify-ca, verify-full."),
    DATABASE_SSLCERT(
            "database.sslcert",
            Form.FILE,
            "",
            "PEM file of the role's client certificate, where the server asks for one."),
    DATABASE_SSLKEY(
            "database.sslkey",
            Form.FILE,
            "",
            "Its private key: PEM (PKCS #8) without a password, as openssl makes it."),
    REGISTRY_URL(
            "registry.url",
            Form.TEXT,
            "http://localhost:8081",
            "Base address of the Confluent-compatible schema registry."),
    REGISTRY_USER("registry.user", Form.TEXT, "", "User for basic authentication; none when empty."),
    REGISTRY_PASSWORD("registry.password", Form.SECRET, "", "Its password."),
    REGISTRY_CA(
            "registry.ca",
            Form.FILE,
            "",
            "PEM file of the authority that signed the registry's certificate. Default: those that Java trusts."),
    REGISTRY_AUTO_REGISTER(
            "registry.auto-register", Form.FLAG, "false", "Whether the enricher registers contracts that are missing."),
    REGISTRY_REFERENCES(
            "registry.references",
            Form.FLAG,
            "false",
            "Whether shared types are registered as subjects of their own and referred to; one self-contained schema otherwise."),
    TOPICS_CHANGES("topics.changes", Form.TEXT, "tidings.changes", "The ordered log of captured rows."),
    TOPICS_SOURCES(
            "topics.sources",
            Form.number(1_000),
            "1",
            "Partitions of topics.changes when it is created: one for each source that will ever share it."),
    TOPICS_OFFSETS("topics.offsets", Form.TEXT, "tidings.offsets", "Where the capture keeps its position."),
    TOPICS_DEAD_LETTERS(
            "topics.dead-letters", Form.TEXT, "tidings.dead-letters", "Events that their contract rejects."),
    TOPICS_PREFIX("topics.prefix", Form.TEXT, "", "Put before the name of every event topic."),
    TOPICS_PARTITIONS(
            "topics.partitions", Form.number(10_000), "1", "Partitions of the event topics that are created."),
    TOPICS_REPLICATION(
            "topics.replication", Form.number(100), "1", "Replicas of the topics that are created; 3 in production."),
    TOPICS_RETENTION(
            "topics.retention",
            Form.DURATION,
            "7d",
            "How long the event topics and dead letters that are created keep a record."),
    WIRE_SCHEMA_ID(
            "wire.schema-id",
            Form.oneOf("prefix", "header"),
            "prefix",
            "Where an event's schema id stands: `prefix`, in front of its value, or `header`, in `__value_schema_id`."),
    SENSITIVE_SHOW(
            "sensitive.show",
            Form.TEXT,
            "",
            "Labels of `@sensitive` fields that stay as they are, with commas between them."),
    SENSITIVE_MASK("sensitive.mask", Form.TEXT, "", "Labels whose texts become `***`; so do those that no list names."),
    SENSITIVE_HASH(
            "sensitive.hash",
            Form.TEXT,
            "",
            "Labels whose texts become a hash of 64 digits: HMAC-SHA-256 under the key."),
    SENSITIVE_DROP(
            "sensitive.drop", Form.TEXT, "", "Labels of fields that are left out: the schema's default, or null."),
    SENSITIVE_KEY("sensitive.key", Form.SECRET, "", "The key of the hashes, 16 characters or more; never printed."),
    CAPTURE_SLOT("capture.slot", Form.TEXT, "", "The replication slot. Default: tidings_ and the source's name."),
    CAPTURE_PUBLICATION(
            "capture.publication", Form.TEXT, "", "The publication. Default: tidings_ and the source's name."),
    CAPTURE_PARTITION(
            "capture.partition",
            Form.numberOrZero(999),
            "0",
            "The partition of topics.changes that this source has to itself, counted from 0."),
    CAPTURE_POLL_INTERVAL(
            "capture.poll-interval", Form.DURATION, "5ms", "How long an idle capture waits before it looks again."),
    CAPTURE_HEARTBEAT_INTERVAL(
            "capture.heartbeat-interval", Form.DURATION, "10s", "How often a quiet database moves its slot."),
    CAPTURE_RETENTION("capture.retention", Form.DURATION, "7d", "How long the log of changes is kept."),
    CAPTURE_STANDBY(
            "capture.standby",
            Form.FLAG,
            "false",
            "Whether a capture that starts beside another waits until that one is gone; it takes over at once otherwise."),
    CAPTURE_SLOT_BUDGET(
            "capture.slot-budget",
            Form.SIZE,
            "0",
            "How much write-ahead log the database may keep for the slot; 0 for any amount."),
    CAPTURE_SLOT_BUDGET_ACTION(
            "capture.slot-budget-action",
            Form.oneOf("alert", "drop-and-resnapshot"),
            "alert",
            "What the capture does beyond it: say so, or drop the slot and begin with a new snapshot."),
    CAPTURE_FAILOVER_SLOT(
            "capture.failover-slot",
            Form.FLAG,
            "false",
            "Whether the slot is one that PostgreSQL 17 and later copies to standby servers."),
    CAPTURE_LAG_LIMIT(
            "capture.lag-limit",
            Form.DURATION,
            "1m",
            "How far behind the database the capture may be and still be ready."),
    CAPTURE_HTTP_PORT(
            "capture.http-port", Form.PORT_OR_NONE, "9401", "Port of the capture's health and metrics; 0 opens none."),
    ENRICHER_APPLICATION_ID(
            "enricher.application-id",
            Form.TEXT,
            "",
            "Kafka Streams application id. Default: tidings- and the source's name."),
    ENRICHER_INSTANCE_ID(
            "enricher.instance-id",
            Form.TEXT,
            "",
            "Tells the instances of one application apart; stays the same over restarts. Default: the machine's name."),
    ENRICHER_STANDBY_REPLICAS(
            "enricher.standby-replicas",
            Form.numberOrZero(10),
            "0",
            "How many other instances keep a copy of each state and take over at once when one stops; 1 where two or more run."),
    ENRICHER_STATE_DIRECTORY(
            "enricher.state-directory",
            Form.TEXT,
            "",
            "Where the state is kept. Default: the system's temporary directory."),
    ENRICHER_COMMIT_INTERVAL(
            "enricher.commit-interval",
            Form.DURATION,
            "20ms",
            "How often events become visible while nothing more waits to be read, the larger part of the latency; rarer"
                    + " while something does."),
    ENRICHER_RETENTION(
            "enricher.retention", Form.DURATION, "7d", "How long what has been deleted or replaced can still be read."),
    ENRICHER_LAG_LIMIT(
            "enricher.lag-limit",
            Form.DURATION,
            "1m",
            "How far behind the log the enricher may be and still be ready."),
    ENRICHER_DEAD_LETTER_LIMIT(
            "enricher.dead-letter-limit",
            Form.number(1_000_000),
            "100",
            "How many dead letters within five minutes are too many to be ready."),
    ENRICHER_HTTP_PORT(
            "enricher.http-port",
            Form.PORT_OR_NONE,
            "9402",
            "Port of the enricher's health and metrics; 0 opens none."),
    RECONCILE_TIME_COLUMN(
            "reconcile.time-column",
            Form.TEXT,
            "",
            "Column of the audit table with the time of a row; without time zone it is read as UTC."),
    RECONCILE_CLOCK_AHEAD(
            "reconcile.clock-ahead",
            Form.DURATION_OR_NONE,
            "1s",
            "How far the clock that writes that time may be ahead of the database's: an event that committed earlier than"
                    + " that before the row's time is of an earlier row with the same id."),
    RECONCILE_EVERY(
            "reconcile.every",
            Form.DURATION_OR_NONE,
            "0",
            "How often the capture compares audit rows with events, for the metrics; 0 for never."),
    RECONCILE_WINDOW(
            "reconcile.window",
            Form.DURATION,
            "1d",
            "Of which time until now it compares them; needs reconcile.time-column."),
    HTTP_ADDRESS(
            "http.address",
            Form.TEXT,
            "127.0.0.1",
            "Address of the ports for health and metrics; `0.0.0.0` in a container."),
    LOG_FORMAT(
            "log.format",
            Form.oneOf("text", "json"),
            "text",
            "How the lines on standard error look: `text`, or `json`, one object for each (docs/metrics.md)."),
    TRACING_ENDPOINT(
            "tracing.endpoint",
            Form.TEXT,
            "",
            "Where traces go, by OTLP over HTTP, such as `http://collector:4318`; none are made when empty.");

    private final String key;
    private final Form form;
    private final String fallback;
    private final String description;

    Setting(String key, Form form, String fallback, String description) {
        this.key = key;
        this.form = form;
        this.fallback = fallback;
        this.description = description;
    }

    /** Its place in {@code tidings.yaml}, for example {@code database.host}. */
    public String key() {
        return key;
    }

    Form form() {
        return form;
    }

    /** Whether what it is set to never prints. */
    public boolean isSecret() {
        return form.secret();
    }

    /** What holds when it is not set; empty when something else decides. */
    public String fallback() {
        return fallback;
    }

    /** What it does, in Markdown. */
    public String description() {
        return description;
    }

    /** The environment variable that overrides it. */
    public String variable() {
        return "TIDINGS_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}

package io.tidings.command;

import java.util.Locale;

/** Every setting of the applications, with its default; {@code kafka.*} is passed on to the Kafka clients. */
public enum Setting {
    CONTRACTS(
            "contracts", "", "Directory of the contracts and their `source.yaml`. Default: the portal's, as shipped."),
    DATABASE_HOST("database.host", "localhost", "Host of the source PostgreSQL."),
    DATABASE_PORT("database.port", "5432", "Its port."),
    DATABASE_NAME("database.name", "postgres", "The database."),
    DATABASE_USER(
            "database.user", "postgres", "The role that captures: `./tidings contracts role` prints what it needs."),
    DATABASE_PASSWORD("database.password", "", "Its password."),
    DATABASE_SSLMODE("database.sslmode", "prefer", "As libpq's: disable, prefer, require, verify-ca, verify-full."),
    DATABASE_SSLROOTCERT(
            "database.sslrootcert",
            "",
            "PEM file of the authority that signed the server's certificate; verify-ca, verify-full."),
    DATABASE_SSLCERT(
            "database.sslcert", "", "PEM file of the role's client certificate, where the server asks for one."),
    DATABASE_SSLKEY("database.sslkey", "", "Its private key: PEM (PKCS #8) without a password, as openssl makes it."),
    REGISTRY_URL("registry.url", "http://localhost:8081", "Base address of the Confluent-compatible schema registry."),
    REGISTRY_USER("registry.user", "", "User for basic authentication; none when empty."),
    REGISTRY_PASSWORD("registry.password", "", "Its password."),
    REGISTRY_CA(
            "registry.ca",
            "",
            "PEM file of the authority that signed the registry's certificate. Default: those that Java trusts."),
    REGISTRY_AUTO_REGISTER(
            "registry.auto-register", "false", "Whether the enricher registers contracts that are missing."),
    REGISTRY_REFERENCES(
            "registry.references",
            "false",
            "Whether shared types are registered as subjects of their own and referred to; one self-contained schema otherwise."),
    TOPICS_CHANGES("topics.changes", "tidings.changes", "The ordered log of captured rows."),
    TOPICS_OFFSETS("topics.offsets", "tidings.offsets", "Where the capture keeps its position."),
    TOPICS_DEAD_LETTERS("topics.dead-letters", "tidings.dead-letters", "Events that their contract rejects."),
    TOPICS_PREFIX("topics.prefix", "", "Put before the name of every event topic."),
    TOPICS_PARTITIONS("topics.partitions", "1", "Partitions of the event topics that are created."),
    TOPICS_REPLICATION("topics.replication", "1", "Replicas of the topics that are created; 3 in production."),
    WIRE_SCHEMA_ID(
            "wire.schema-id",
            "prefix",
            "Where an event's schema id stands: `prefix`, in front of its value, or `header`, in `__value_schema_id`."),
    SENSITIVE_SHOW(
            "sensitive.show", "", "Labels of `@sensitive` fields that stay as they are, with commas between them."),
    SENSITIVE_MASK("sensitive.mask", "", "Labels whose texts become `***`; so do those that no list names."),
    SENSITIVE_HASH("sensitive.hash", "", "Labels whose texts become a hash of 64 digits: HMAC-SHA-256 under the key."),
    SENSITIVE_DROP("sensitive.drop", "", "Labels of fields that are left out: the schema's default, or null."),
    SENSITIVE_KEY("sensitive.key", "", "The key of the hashes, 16 characters or more; never printed."),
    CAPTURE_SLOT("capture.slot", "", "The replication slot. Default: tidings_ and the source's name."),
    CAPTURE_PUBLICATION("capture.publication", "", "The publication. Default: tidings_ and the source's name."),
    CAPTURE_POLL_INTERVAL("capture.poll-interval", "5ms", "How long an idle capture waits before it looks again."),
    CAPTURE_HEARTBEAT_INTERVAL("capture.heartbeat-interval", "10s", "How often a quiet database moves its slot."),
    CAPTURE_RETENTION("capture.retention", "7d", "How long the log of changes is kept."),
    ENRICHER_APPLICATION_ID(
            "enricher.application-id", "", "Kafka Streams application id. Default: tidings- and the source's name."),
    ENRICHER_INSTANCE_ID(
            "enricher.instance-id",
            "",
            "Tells the instances of one application apart; stays the same over restarts. Default: the machine's name."),
    ENRICHER_STATE_DIRECTORY(
            "enricher.state-directory", "", "Where the state is kept. Default: the system's temporary directory."),
    ENRICHER_COMMIT_INTERVAL(
            "enricher.commit-interval", "20ms", "How often events become visible; the larger part of the latency."),
    ENRICHER_RETENTION("enricher.retention", "7d", "How long what has been deleted or replaced can still be read.");

    private final String key;
    private final String fallback;
    private final String description;

    Setting(String key, String fallback, String description) {
        this.key = key;
        this.fallback = fallback;
        this.description = description;
    }

    /** Its place in {@code tidings.yaml}, for example {@code database.host}. */
    public String key() {
        return key;
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

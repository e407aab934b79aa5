package io.tidings.kafka;

import io.tidings.wire.EventTopic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.config.TopicConfig;

/** The kinds of topics, with the settings that promises rest on: topics are created with them, and existing ones checked. */
public enum TopicKind {
    /** The log of changes. */
    LOG(false, 16 * 1024 * 1024),
    /** How far each source is captured. */
    OFFSETS(true, 1024 * 1024),
    /** Events of one type. */
    EVENTS(false, EventTopic.RECORD_LIMIT_BYTES),
    /** Rejected events. */
    DEAD_LETTERS(false, 1024 * 1024),
    /** A changelog of the enricher's state. */
    STATE(true, EventTopic.RECORD_LIMIT_BYTES);

    private static final int SAFE_REPLICATION = 3;
    private static final long NO_LIMIT = -1;
    /** An hour, Kafka's own default: a database whose clock is further ahead than that is a fault of its own. */
    private static final long CLOCKS_APART_MILLIS = 3_600_000;

    private final boolean compacted;
    private final int recordLimitBytes;

    TopicKind(boolean compacted, int recordLimitBytes) {
        this.compacted = compacted;
        this.recordLimitBytes = recordLimitBytes;
    }

    /** The largest record that the topic must take, bytes. */
    public int recordLimitBytes() {
        return recordLimitBytes;
    }

    /**
     * With what a topic of this kind is created.
     *
     * @param replication how many brokers have it
     * @param retention how long it keeps a record; a compacted one keeps the newest of each key for good
     */
    public Map<String, String> configuration(int replication, Duration retention) {
        Map<String, String> configuration = new TreeMap<>();
        rules(replication, retention).forEach(rule -> configuration.put(rule.setting(), rule.value()));
        // Beyond what is required: a clock that is ahead for longer than the default stops nothing.
        configuration.put(TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG, String.valueOf(Long.MAX_VALUE));
        return configuration;
    }

    List<TopicRule> rules(int replication, Duration retention) {
        List<TopicRule> rules = new ArrayList<>(compacted ? compactedRules() : deletedRules(retention));
        rules.add(TopicRule.exactly(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                "CreateTime",
                "records carry the broker's time in place of the commit's, and a replay is not the same"));
        rules.add(TopicRule.atLeast(
                TopicConfig.MESSAGE_TIMESTAMP_BEFORE_MAX_MS_CONFIG,
                Long.MAX_VALUE,
                "the broker refuses what committed longer ago than that, as after an outage or in a replay"));
        rules.add(TopicRule.atLeast(
                        TopicConfig.MESSAGE_TIMESTAMP_AFTER_MAX_MS_CONFIG,
                        CLOCKS_APART_MILLIS,
                        "the broker refuses what a database commits whose clock is ahead by more than that")
                .advised());
        rules.add(TopicRule.atLeast(
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG,
                        recordLimitBytes,
                        "a row that makes a larger record stops everything that comes after it")
                .advised());
        rules.add(TopicRule.exactly(
                        TopicConfig.COMPRESSION_TYPE_CONFIG, "producer", "the broker compresses every record anew")
                .advised());
        if (replication >= SAFE_REPLICATION) {
            rules.add(TopicRule.atLeast(
                            TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                            2,
                            "a record can be lost together with the only broker that has it")
                    .advised());
        }
        return rules;
    }

    private List<TopicRule> deletedRules(Duration retention) {
        String early = "it drops records before they were read";
        TopicRule bytes = TopicRule.atLeast(TopicConfig.RETENTION_BYTES_CONFIG, NO_LIMIT, early);
        TopicRule time = TopicRule.atLeast(TopicConfig.RETENTION_MS_CONFIG, retention.toMillis(), early);
        return List.of(
                TopicRule.exactly(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_DELETE,
                        "compaction drops records of which each one counts"),
                this == LOG ? bytes : bytes.advised(),
                time.advised());
    }

    private static List<TopicRule> compactedRules() {
        return List.of(TopicRule.exactly(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_COMPACT,
                "it drops what is remembered for good as soon as it is old"));
    }
}

package io.tidings.capture;

import java.time.Duration;

/**
 * The topics that capture writes, and how they are created when they do not exist; existing ones are left alone.
 *
 * @param changes the log of changes
 * @param offsets how far each source has been captured: compacted, one partition
 * @param partitions of the log, one for each source that will ever be captured into it
 * @param partition of the log that this source has to itself
 * @param replication of both topics
 * @param retention how long the log keeps a change
 */
public record TopicSettings(
        String changes, String offsets, int partitions, int partition, short replication, Duration retention) {

    private static final String TOPIC_NAME = "[a-zA-Z0-9._-]{1,249}";

    /** Checks names and numbers. */
    public TopicSettings {
        Required.that(changes.matches(TOPIC_NAME), "changes is not a name for a topic: '" + changes + "'");
        Required.that(offsets.matches(TOPIC_NAME), "offsets is not a name for a topic: '" + offsets + "'");
        Required.that(!changes.equals(offsets), "changes and offsets must be two topics, not both '" + changes + "'");
        Required.that(partitions > 0, "partitions must be at least 1, not " + partitions);
        Required.that(
                partition >= 0 && partition < partitions,
                "the source's partition must be one of the " + partitions + ", 0 to " + (partitions - 1) + ", not "
                        + partition);
        Required.that(replication > 0, "replication must be at least 1, not " + replication);
        Required.that(retention.toMillis() > 0, "retention must be longer than nothing, not " + retention);
    }

    /** {@code tidings.changes} and {@code tidings.offsets}, one partition, seven days. */
    public static TopicSettings defaults(int replication) {
        return new TopicSettings("tidings.changes", "tidings.offsets", 1, 0, (short) replication, Duration.ofDays(7));
    }
}

package io.tidings.enricher;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/**
 * Asks for a commit at each interval while there is little to read, so that events are seen soon. A commit costs the thread
 * some milliseconds; where there is much to read, commits come by themselves, {@value #RARER_WHEN_BUSY} times as rarely.
 */
final class EagerCommits implements Punctuator {
    /** How many intervals pass between two commits under load. */
    static final int RARER_WHEN_BUSY = 5;

    /** Records; about a third of what a thread reads at most. */
    private static final long LITTLE_PER_MILLI = 25;

    private final ProcessorContext<?, ?> context;
    private final long little;
    private long read;

    private EagerCommits(ProcessorContext<?, ?> context, Duration interval) {
        this.context = context;
        this.little = LITTLE_PER_MILLI * interval.toMillis();
    }

    /** Begins; all tasks of a thread ask at the same moments, because one commit is of all of them. */
    static EagerCommits every(Duration interval, ProcessorContext<?, ?> context) {
        EagerCommits commits = new EagerCommits(context, interval);
        context.schedule(Instant.EPOCH, interval, PunctuationType.WALL_CLOCK_TIME, commits);
        return commits;
    }

    /** A record was read. */
    void read() {
        read++;
    }

    @Override
    public void punctuate(long timestamp) {
        if (read > 0 && read <= little) {
            context.commit();
        }
        read = 0;
    }
}

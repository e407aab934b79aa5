package io.tidings.enricher;

import java.time.Duration;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.ProcessorContext;

/** Asks for a commit, for one task, when its thread's {@link CommitPace} says so: after each record, and while none comes. */
final class EagerCommits implements Punctuator {
    /** How often it looks in an interval whether a commit is due. */
    static final int LOOKS = 4;

    private final ThreadCommits thread;
    private final ProcessorContext<?, ?> context;
    private final int partition;

    private EagerCommits(ThreadCommits thread, ProcessorContext<?, ?> context) {
        this.thread = thread;
        this.context = context;
        this.partition = context.taskId().partition();
    }

    /** Begins, in the task's thread. */
    static EagerCommits begin(Commits commits, ProcessorContext<?, ?> context) {
        EagerCommits eager = new EagerCommits(commits.ofThread(), context);
        context.schedule(look(commits.interval()), PunctuationType.WALL_CLOCK_TIME, eager);
        return eager;
    }

    /** The time between two looks. */
    static Duration look(Duration interval) {
        return Duration.ofMillis(Math.max(1, interval.toMillis() / LOOKS));
    }

    /** A record of the log is processed. */
    void processed(long offset) {
        thread.processed(partition, offset);
        askIfDue();
    }

    @Override
    public void punctuate(long timestamp) {
        askIfDue();
    }

    private void askIfDue() {
        if (thread.isDue()) {
            thread.ask();
            context.commit();
        }
    }
}

package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A task asks for a commit when its thread's pace says so, whoever of the thread's clients and tasks brought that about. */
class EagerCommitsTest {
    private static final Duration INTERVAL = Duration.ofMillis(20);

    private final AtomicLong nanos = new AtomicLong();
    private final Commits commits = new Commits(INTERVAL, Duration.ofSeconds(5), nanos::get);
    private final ThreadCommits thread = commits.ofThread();
    private final MockProcessorContext<String, Committed> context = new MockProcessorContext<>();
    private final EagerCommits eager = EagerCommits.begin(commits, context);
    private final int partition = context.taskId().partition();

    /** Past an interval, and not yet the time that passes between two commits while there is something to read. */
    @BeforeEach
    void anIntervalPasses() {
        nanos.addAndGet(INTERVAL.multipliedBy(2).toNanos());
    }

    @Test
    void withTheLastRecordThatHasComeACommitIsAskedFor() {
        come(partition, 7, false);
        eager.processed(6);
        assertThat(context.committed()).as("another record has come").isFalse();
        eager.processed(7);
        assertThat(context.committed()).isTrue();
    }

    @Test
    void whileTheLogHasMoreNoCommitIsAskedFor() {
        come(partition, 7, true);
        eager.processed(7);
        assertThat(context.committed()).isFalse();
        thread.asked(List.of(partition), false);
        look();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void anotherTasksRecordsAreWaitedFor() {
        come(partition, 7, false);
        thread.polled(partition + 1, 3);
        eager.processed(7);
        assertThat(context.committed())
                .as("the other task has a record to process")
                .isFalse();
        thread.processed(partition + 1, 3);
        look();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void recordsOfAPartitionThatHasGoneElsewhereAreNotWaitedFor() {
        come(partition, 7, false);
        thread.polled(partition + 1, 3);
        thread.asked(List.of(partition), false);
        eager.processed(7);
        assertThat(context.committed()).isTrue();
    }

    @Test
    void withoutAnythingProcessedNoCommitIsAskedFor() {
        eager.processed(7);
        thread.committed();
        context.resetCommit();
        anIntervalPasses();
        look();
        assertThat(context.committed()).isFalse();
    }

    @Test
    void whatIsGivenUpIsNotCommitted() {
        come(partition, 7, true);
        thread.processed(partition, 7);
        thread.aborted();
        thread.asked(List.of(partition), false);
        look();
        assertThat(context.committed()).isFalse();
    }

    @Test
    void itLooksSeveralTimesInAnInterval() {
        assertThat(context.scheduledPunctuators().get(0).getInterval()).isEqualTo(Duration.ofMillis(5));
    }

    private void come(int partition, long offset, boolean more) {
        thread.polled(partition, offset);
        thread.asked(List.of(partition, partition + 1), more);
    }

    private void look() {
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(0);
    }
}

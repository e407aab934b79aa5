package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.junit.jupiter.api.Test;

/** Events are seen an interval after they were made where little is read; where much is, commits do not eat the time. */
class EagerCommitsTest {
    private final MockProcessorContext<String, Committed> context = new MockProcessorContext<>();
    private final EagerCommits commits = EagerCommits.every(Duration.ofMillis(20), context);

    @Test
    void whatWasReadIsCommittedAtTheNextInterval() {
        read(1);
        assertThat(context.committed()).isFalse();
        anIntervalPasses();
        assertThat(context.committed()).isTrue();
    }

    @Test
    void withoutAnythingReadNoCommitIsAskedFor() {
        anIntervalPasses();
        read(1);
        anIntervalPasses();
        context.resetCommit();
        anIntervalPasses();
        assertThat(context.committed()).isFalse();
    }

    @Test
    void underLoadNoCommitIsAskedForUntilThereIsLittleAgain() {
        read(501);
        anIntervalPasses();
        assertThat(context.committed()).isFalse();
        read(500);
        anIntervalPasses();
        assertThat(context.committed()).isTrue();
    }

    private void read(int records) {
        for (int i = 0; i < records; i++) {
            commits.read();
        }
    }

    private void anIntervalPasses() {
        var scheduled = context.scheduledPunctuators().get(0);
        assertThat(scheduled.getInterval()).isEqualTo(Duration.ofMillis(20));
        scheduled.getPunctuator().punctuate(0);
    }
}

package io.tidings.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Who asks is told what was seen, and nothing that only closing made so. */
class ReadinessTest {
    private final Rounds rounds = Rounds.inThreads("readiness", 2);
    private final Readiness readiness = new Readiness(new SimpleMeterRegistry(), rounds);

    @Test
    void aLookThatClosingInterruptsSaysNothing() throws InterruptedException {
        CountDownLatch looking = new CountDownLatch(1);
        readiness.add("server", () -> {
            looking.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                throw new IllegalStateException("Something unusual.", e);
            }
            return List.of();
        });
        looking.await();
        readiness.close();
        assertThat(rounds.awaitEnd(Duration.ofSeconds(10))).isTrue();
        assertThat(readiness.checks()).containsExactly(Check.fails("server", "Not looked at yet."));
    }
}

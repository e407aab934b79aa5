package io.tidings.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.problem.Outage;
import io.tidings.problem.Refusal;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An outage is tried through, whatever else ends the trying, and closing does. */
class PersistenceTest {

    private final Persistence persistence = new Persistence("test");

    @Test
    void itTriesAgainUntilTheOutageIsOver() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        persistence.keepTrying(() -> {
            if (attempts.incrementAndGet() < 3) {
                throw new Outage("The server is away.");
            }
            assertThat(persistence.waitsFor()).contains("The server is away.");
        });
        assertThat(attempts).hasValue(3);
        persistence.succeeded();
        assertThat(persistence.waitsFor()).isEmpty();
    }

    @Test
    void anOutageThatShowsElsewhereIsNotedUntilItIsOver() {
        persistence.notices(new Outage("The server is away."));
        persistence.notices(new Outage("The server is still away."));
        assertThat(persistence.waitsFor()).contains("The server is still away.");
        persistence.succeeded();
        assertThat(persistence.waitsFor()).isEmpty();
    }

    @Test
    void whatSomebodyHasToSettleComesOutAtOnce() {
        assertThatThrownBy(() -> persistence.keepTrying(() -> {
                    throw new Refusal("The password is wrong.");
                }))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void closingEndsAPause() throws Exception {
        CountDownLatch failed = new CountDownLatch(1);
        CompletableFuture<Void> trying = CompletableFuture.runAsync(() -> {
            try {
                persistence.keepTrying(() -> {
                    failed.countDown();
                    throw new Outage("The server is away.");
                });
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        failed.await();
        persistence.close();
        trying.get(10, TimeUnit.SECONDS);
        assertThat(persistence.isClosed()).isTrue();
    }
}

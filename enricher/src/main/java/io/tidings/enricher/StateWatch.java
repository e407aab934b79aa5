package io.tidings.enricher;

import io.tidings.enricher.state.StateTopics;
import io.tidings.enricher.state.TopicIds;
import io.tidings.problem.Outage;
import io.tidings.service.Rounds;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sees while the enricher runs that the log and the changelogs stay those that they were: a producer does not notice. */
final class StateWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StateWatch.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final StateTopics topics;
    private final TopicIds before;
    private final Consumer<Throwable> ended;
    private final Rounds rounds = Rounds.inThread("state-topics");

    /**
     * Remembers what there is now.
     *
     * @param ended is told why the enricher has to stop
     */
    StateWatch(StateTopics topics, Consumer<Throwable> ended) {
        this.topics = topics;
        this.before = topics.ids().get();
        this.ended = ended;
    }

    /** Looks from now on. */
    void begin() {
        rounds.every(BETWEEN_LOOKS, this::look);
    }

    private void look() {
        try {
            topics.changedSince(before).ifPresent(ended);
        } catch (Outage e) {
            LOG.debug("Kafka does not say what became of the changelogs; the next look asks again", e);
        }
    }

    @Override
    public void close() {
        rounds.interrupt();
    }
}

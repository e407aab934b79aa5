package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.problem.Refusal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReplayTest {
    private final EnricherSettings enricher =
            EnricherBench.settings(Path.of("state"), Map.of("bootstrap.servers", "none:1"));

    private EnricherSettings replay(EnricherSettings beside, String prefix) {
        return Replay.settings(beside, List.of(EnricherBench.shop()), prefix);
    }

    @Test
    void everythingWrittenHasANameThatBeginsWithThePrefix() {
        EnricherSettings replay = replay(enricher, "replay.");
        assertThat(replay.replay()).isTrue();
        assertThat(replay.applicationId()).isEqualTo("replay." + enricher.applicationId());
        assertThat(replay.topics().written(List.of(EnricherBench.shop())))
                .hasSize(3)
                .allMatch(topic -> topic.startsWith("replay."))
                .contains(
                        "replay." + enricher.topics().deadLetters(),
                        "replay.product-changed",
                        "replay.product-seen.v2");
    }

    @Test
    void everythingElseIsAsForTheEnricherBesideIt() {
        EnricherSettings replay = replay(enricher, "replay.");
        assertThat(replay)
                .usingRecursiveComparison()
                .ignoringFields("applicationId", "replay", "topics.deadLetters", "topics.prefix")
                .isEqualTo(enricher);
    }

    @Test
    void theOthersTopicsAreNotWritten() {
        EnricherSettings prefixed = enricher.withTopics(enricher.topics().withPrefix("a."));
        assertThatThrownBy(() -> replay(prefixed, "a."))
                .isInstanceOf(Refusal.class)
                .hasMessage(
                        "With --topic-prefix a. the replay would write to a.product-changed, a.product-seen.v2, which"
                                + " the enricher tidings-shop reads or writes; choose another prefix.");
        EnricherSettings.Topics topics = enricher.topics();
        EnricherSettings odd = enricher.withTopics(new EnricherSettings.Topics(
                "b.product-seen.v2", topics.deadLetters(), "", topics.partitions(), topics.replication()));
        assertThatThrownBy(() -> replay(odd, "b."))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("would write to b.product-seen.v2,");
    }

    @Test
    void aPrefixIsThePartOfATopicsName() {
        assertThatThrownBy(() -> replay(enricher, "")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> replay(enricher, "a b")).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> replay(enricher, "a".repeat(101))).isInstanceOf(Refusal.class);
    }
}

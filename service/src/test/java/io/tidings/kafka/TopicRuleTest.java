package io.tidings.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a topic is created with satisfies its own rules, and what breaks a promise does not. */
class TopicRuleTest {

    private static final Duration WEEK = Duration.ofDays(7);

    @Test
    void aTopicThatIsCreatedSatisfiesItsRules() {
        for (TopicKind kind : TopicKind.values()) {
            Map<String, String> created = kind.configuration(3, WEEK);
            assertThat(kind.rules(3, WEEK)).allMatch(rule -> rule.holds(String.valueOf(created.get(rule.setting()))));
        }
    }

    @Test
    void whatDropsOrChangesRecordsIsRequiredToBeOtherwise() {
        assertThat(broken(TopicKind.LOG, "cleanup.policy", "compact,delete")).isEqualTo(List.of(true));
        assertThat(broken(TopicKind.LOG, "retention.bytes", "1000000")).isEqualTo(List.of(true));
        assertThat(broken(TopicKind.EVENTS, "message.timestamp.type", "LogAppendTime"))
                .isEqualTo(List.of(true));
        assertThat(broken(TopicKind.EVENTS, "message.timestamp.before.max.ms", "86400000"))
                .isEqualTo(List.of(true));
        assertThat(broken(TopicKind.STATE, "cleanup.policy", "delete")).isEqualTo(List.of(true));
        assertThat(broken(TopicKind.OFFSETS, "cleanup.policy", "compact,delete"))
                .isEqualTo(List.of(true));
    }

    @Test
    void whatOnlyMayHurtIsAdvice() {
        assertThat(broken(TopicKind.LOG, "max.message.bytes", "1048588")).isEqualTo(List.of(false));
        assertThat(broken(TopicKind.LOG, "retention.ms", "3600000")).isEqualTo(List.of(false));
        assertThat(broken(TopicKind.LOG, "min.insync.replicas", "1")).isEqualTo(List.of(false));
        assertThat(broken(TopicKind.LOG, "message.timestamp.after.max.ms", "1000"))
                .isEqualTo(List.of(false));
    }

    @Test
    void moreThanEnoughIsFine() {
        assertThat(broken(TopicKind.LOG, "retention.ms", "-1")).isEmpty();
        assertThat(broken(TopicKind.LOG, "max.message.bytes", "100000000")).isEmpty();
        assertThat(broken(TopicKind.LOG, "message.timestamp.after.max.ms", "3600000"))
                .isEmpty();
    }

    /** For each rule about the setting that does not hold, whether it is required. */
    private static List<Boolean> broken(TopicKind kind, String setting, String effective) {
        return kind.rules(3, WEEK).stream()
                .filter(rule -> rule.setting().equals(setting) && !rule.holds(effective))
                .map(TopicRule::required)
                .toList();
    }
}

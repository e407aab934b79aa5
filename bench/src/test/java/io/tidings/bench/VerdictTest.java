package io.tidings.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final int AUDITS = 40;

    private final Oracle oracle = Oracle.of(new ShopLog.Size(60, AUDITS, 4, 50), end -> {});
    private final Map<Long, Shown> right = new TreeMap<>(oracle.expected(all()));
    private final Verdict.Hearing hearing = new Verdict.Hearing(oracle, AUDITS);

    @Test
    void eventsThatShowWhatTheyMustAreFlawless() {
        right.forEach(this::hear);

        assertThat(right).hasSize(AUDITS);
        assertThat(hearing.verdict()).isEqualTo(new Verdict(0, 0, 0, List.of()));
    }

    @Test
    void anAuditRowWithoutAnEventIsMissing() {
        right.remove(7L);
        right.forEach(this::hear);

        assertThat(hearing.verdict()).isEqualTo(new Verdict(1, 0, 0, List.of()));
    }

    @Test
    void aSecondEventOfAnAuditRowIsDoubled() {
        right.forEach(this::hear);
        hear(7, oracle.expected(Set.of(7L)).values().iterator().next());

        assertThat(hearing.verdict()).isEqualTo(new Verdict(0, 1, 0, List.of()));
    }

    @Test
    void anEventThatDiffersInOneTagIsWrongAndTheVerdictSaysWhatItMustShow() {
        Shown expected = oracle.expected(Set.of(7L)).values().iterator().next();
        Shown got = new Shown(
                expected.id(),
                expected.name(),
                expected.description(),
                expected.domain(),
                expected.actor(),
                List.of("another tag"));
        right.put(7L, got);
        right.forEach(this::hear);

        assertThat(hearing.verdict()).isEqualTo(new Verdict(0, 0, 1, List.of(new Verdict.Wrong(7, expected, got))));
    }

    @Test
    void whatBelongsToAuditRowsBehindThoseThatCountIsPassedOver() {
        Verdict.Hearing first = new Verdict.Hearing(oracle, 1);
        right.forEach((audit, shown) -> first.event(audit.intValue(), shown));

        assertThat(first.verdict()).isEqualTo(new Verdict(0, 0, 0, List.of()));
    }

    /** Without it a log in which nothing changes would make every enrichment right. */
    @Test
    void productsChangeBetweenAuditRows() {
        Map<Long, Set<Shown>> states =
                right.values().stream().collect(Collectors.groupingBy(Shown::id, Collectors.toSet()));

        assertThat(states.values()).anyMatch(each -> each.size() > 1);
    }

    private void hear(long audit, Shown shown) {
        hearing.event((int) audit, shown);
    }

    private static Set<Long> all() {
        return LongStream.range(0, AUDITS).boxed().collect(Collectors.toSet());
    }
}

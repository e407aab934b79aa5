package io.tidings.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What is wrong with the events of some audit rows.
 *
 * @param missing audit rows without an event
 * @param doubled events of audit rows that have one already
 * @param wrong audit rows whose event does not show what it must
 * @param examples the first wrong ones, and what they should be
 */
record Verdict(int missing, int doubled, int wrong, List<Wrong> examples) {

    /** A wrong event. */
    record Wrong(long audit, Shown expected, Shown got) {}

    boolean isFlawless() {
        return missing == 0 && doubled == 0 && wrong == 0;
    }

    @Override
    public String toString() {
        return String.format("%,d missing, %,d doubled, %,d wrong", missing, doubled, wrong);
    }

    /** The same, with the first wrong event. */
    String detailed() {
        return examples.isEmpty() ? toString() : this + ", the first one " + examples.get(0);
    }

    /** Hears of events one by one. */
    static final class Hearing {
        private static final int EXAMPLES = 3;

        private final Oracle oracle;
        private final boolean[] seen;
        private final Map<Long, Shown> examples = new TreeMap<>();
        private int doubled;
        private int wrong;

        /** Of the first audit rows; what is heard of others does not count. */
        Hearing(Oracle oracle, int audits) {
            this.oracle = oracle;
            this.seen = new boolean[audits];
        }

        void event(int audit, Shown shown) {
            if (audit >= seen.length) {
                return;
            }
            if (seen[audit]) {
                doubled++;
                return;
            }
            seen[audit] = true;
            if (!oracle.agrees(audit, shown)) {
                wrong++;
                if (examples.size() < EXAMPLES) {
                    examples.put((long) audit, shown);
                }
            }
        }

        Verdict verdict() {
            int missing = 0;
            for (boolean each : seen) {
                missing += each ? 0 : 1;
            }
            return new Verdict(missing, doubled, wrong, examples.isEmpty() ? List.of() : examples());
        }

        private Shown got(long audit) {
            return Objects.requireNonNull(examples.get(audit));
        }

        private List<Wrong> examples() {
            List<Wrong> wrongs = new ArrayList<>();
            oracle.expected(examples.keySet())
                    .forEach((audit, expected) -> wrongs.add(new Wrong(audit, expected, got(audit))));
            return wrongs;
        }
    }
}

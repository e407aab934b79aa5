package io.tidings.contracts.path;

import java.util.List;
import java.util.stream.Collectors;

/**
 * A parsed path: the first of its alternatives that gives a value or a row is the answer.
 *
 * @param alternatives at least one
 * @param text as it was written
 */
public record Path(List<Alternative> alternatives, String text) {

    public Path {
        alternatives = List.copyOf(alternatives);
    }

    /**
     * One way to the value.
     *
     * @param start where it begins
     * @param steps what follows, in order
     */
    public record Alternative(Start start, List<Step> steps) {
        public Alternative {
            steps = List.copyOf(steps);
        }

        @Override
        public String toString() {
            return start + steps.stream().map(Step::toString).collect(Collectors.joining());
        }
    }

    /** Where an alternative begins. */
    public sealed interface Start {

        /** {@code name}: a root (in an event) or a column (in a nested record). */
        record Name(String name) implements Start {
            @Override
            public String toString() {
                return name;
            }
        }

        /** {@code root@previous}: a root as the previous event about it showed it. */
        record Previous(String root) implements Start {
            @Override
            public String toString() {
                return root + "@previous";
            }
        }

        /** {@code last(path)}: what the path gives, or gave most recently. */
        record Last(Path path) implements Start {
            @Override
            public String toString() {
                return "last(" + path + ")";
            }
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

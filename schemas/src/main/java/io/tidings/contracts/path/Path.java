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
     * @param start a root (in an event) or a column (in a nested record)
     * @param steps what follows, in order
     */
    public record Alternative(String start, List<Step> steps) {
        public Alternative {
            steps = List.copyOf(steps);
        }

        @Override
        public String toString() {
            return start + steps.stream().map(Step::toString).collect(Collectors.joining());
        }
    }

    @Override
    public String toString() {
        return text;
    }
}

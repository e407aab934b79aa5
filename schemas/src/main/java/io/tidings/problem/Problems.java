package io.tidings.problem;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects problems, each once, in the order found. */
public final class Problems {
    private final Set<Problem> found = new LinkedHashSet<>();

    /** Adds one. */
    public void add(String file, int line, String sentence) {
        add(new Problem(file, line, sentence));
    }

    /** Adds one. */
    public void add(Problem problem) {
        found.add(problem);
    }

    /** Whether there are none. */
    public boolean isEmpty() {
        return found.isEmpty();
    }

    /** How many there are. */
    public int count() {
        return found.size();
    }

    /** All of them. */
    public List<Problem> all() {
        return new ArrayList<>(found);
    }
}

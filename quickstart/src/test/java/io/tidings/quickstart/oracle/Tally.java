package io.tidings.quickstart.oracle;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What sessions have done; they share it. */
public final class Tally {
    private final Map<String, Long> rowsByStep = new TreeMap<>();
    private final Map<String, Integer> rolledBack = new TreeMap<>();
    private int committed;
    private int cut;

    synchronized void took(String step, int rows) {
        rowsByStep.merge(step, (long) rows, Long::sum);
    }

    synchronized void committed() {
        committed++;
    }

    synchronized void rolledBack(String why) {
        rolledBack.merge(why, 1, Integer::sum);
    }

    synchronized void cut() {
        cut++;
    }

    /** Transactions whose commit a session saw. */
    public synchronized int transactions() {
        return committed;
    }

    /** Steps that have changed nothing so far. */
    public synchronized List<String> without(Collection<String> names) {
        return names.stream()
                .filter(name -> rowsByStep.getOrDefault(name, 0L) == 0)
                .toList();
    }

    @Override
    public synchronized String toString() {
        return "committed=" + committed + " rolledBack=" + rolledBack + " cut=" + cut + " rows="
                + rowsByStep.values().stream().mapToLong(Long::longValue).sum();
    }
}

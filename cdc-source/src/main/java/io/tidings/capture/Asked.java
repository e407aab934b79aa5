package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import java.util.Set;
import java.util.stream.Collectors;

/** What somebody asks of a capture beyond following: snapshots, which are begun once, however many attempts follow. */
final class Asked {

    private Set<TableName> anew;
    private boolean newSnapshot;

    private Asked(Set<TableName> anew, boolean newSnapshot) {
        this.anew = anew;
        this.newSnapshot = newSnapshot;
    }

    /**
     * Checks what is asked.
     *
     * @param anew tables, each as {@code schema.table}
     * @throws IllegalArgumentException when one of them is not captured
     */
    static Asked of(CaptureSettings settings, Set<String> anew, boolean newSnapshot) {
        for (String table : anew) {
            Required.that(
                    settings.tables().contains(table),
                    "there is no captured table '" + table + "' to take a snapshot of");
        }
        return new Asked(
                anew.stream().map(table -> TableName.parse(table, "public")).collect(Collectors.toSet()), newSnapshot);
    }

    /** The tables of which a snapshot is to be taken although nothing says that they need one. */
    Set<TableName> anew() {
        return anew;
    }

    /** Whether everything is to begin again with a new snapshot. */
    boolean newSnapshot() {
        return newSnapshot;
    }

    /** It is noted where it survives this attempt. */
    void done() {
        anew = Set.of();
        newSnapshot = false;
    }
}

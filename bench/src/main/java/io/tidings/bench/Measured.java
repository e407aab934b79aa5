package io.tidings.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one reading of the log cost, snapshot left out.
 *
 * @param rows audit rows
 * @param seconds from the first transaction to the last, committed
 * @param cpuSeconds of the thread that works
 * @param allocatedBytes by that thread
 * @param changelogBytes in the changelog topics at the end, on disk, snapshot included
 * @param stateBytes of the local state at the end
 * @param residentBytes of the process at the end
 */
record Measured(
        long rows,
        double seconds,
        double cpuSeconds,
        long allocatedBytes,
        long changelogBytes,
        long stateBytes,
        long residentBytes) {
    static final Map<String, ToDoubleFunction<Measured>> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("rows/s", Measured::rowsPerSecond);
        COLUMNS.put("CPU µs/row", Measured::cpuMicrosPerRow);
        COLUMNS.put("bytes allocated/row", Measured::allocatedPerRow);
        COLUMNS.put("changelog bytes/row", Measured::changelogPerRow);
        COLUMNS.put("state MB", measured -> measured.stateBytes() / 1e6);
        COLUMNS.put("RSS MB", measured -> measured.residentBytes() / 1e6);
    }

    double rowsPerSecond() {
        return rows / seconds;
    }

    double cpuMicrosPerRow() {
        return cpuSeconds * 1e6 / rows;
    }

    double allocatedPerRow() {
        return (double) allocatedBytes / rows;
    }

    double changelogPerRow() {
        return (double) changelogBytes / rows;
    }
}

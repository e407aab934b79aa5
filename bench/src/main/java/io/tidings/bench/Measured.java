package io.tidings.bench;

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

package io.tidings.bench;

import com.sun.management.OperatingSystemMXBean;
import io.tidings.problem.Refusal;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * How fast a backlog was read.
 *
 * @param rows of audit
 * @param seconds from the first of them to the last
 * @param cpuSeconds of this process meanwhile; not a number for another process
 */
record Drained(double rows, double seconds, double cpuSeconds) {
    static final Map<String, ToDoubleFunction<Drained>> COLUMNS = new LinkedHashMap<>();
    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    private static final Duration LIMIT = Duration.ofMinutes(30);
    private static final double NANOS = 1e9;

    static {
        COLUMNS.put("rows/s", Drained::rowsPerSecond);
        COLUMNS.put("CPU µs/row", drained -> drained.cpuSeconds() * 1e6 / drained.rows());
    }

    double rowsPerSecond() {
        return rows / seconds;
    }

    /** Watches a counter of records, which begins at 0, until the whole backlog has come. */
    static Drained watch(Backlog backlog, LongSupplier records) {
        long limit = System.nanoTime() + LIMIT.toNanos();
        await(records, 1, limit);
        double cpu = cpuSecondsSoFar();
        long begun = System.nanoTime();
        long from = records.getAsLong();
        await(records, backlog.records(), limit);
        double rest = (double) (backlog.records() - from) / backlog.records();
        return new Drained(backlog.rows() * rest, (System.nanoTime() - begun) / NANOS, cpuSecondsSoFar() - cpu);
    }

    private static void await(LongSupplier records, long count, long limit) {
        while (records.getAsLong() < count) {
            if (System.nanoTime() > limit) {
                throw new Refusal("The backlog is not read after " + LIMIT.toMinutes() + " minutes.");
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Of this process so far. */
    private static double cpuSecondsSoFar() {
        return PROCESS.getProcessCpuTime() / NANOS;
    }
}

package io.tidings.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What happened to the rows of one load. What was not measured is not a number.
 *
 * @param writtenPerSecond rows that committed
 * @param seenPerSecond events that were seen while rows were written
 * @param p50 milliseconds from a commit to its event, as all milliseconds here
 * @param firstQuarter median of the first quarter of the rows
 * @param lastQuarter median of the last quarter: larger when the lag grows
 * @param lagAtEnd rows without an event when the last one had committed
 * @param caughtUpPerSecond events that were seen afterwards, when no more rows were written; only of more than a second's rows
 * @param writtenLate 99th percentile of how much later than planned a row committed
 */
record EndToEnd(
        double writtenPerSecond,
        double seenPerSecond,
        double p50,
        double p99,
        double p999,
        double max,
        double firstQuarter,
        double lastQuarter,
        double lagAtEnd,
        double caughtUpPerSecond,
        double writtenLate) {
    private static final double LEAST_WRITTEN = 0.98;

    static final Map<String, ToDoubleFunction<EndToEnd>> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("written/s", EndToEnd::writtenPerSecond);
        COLUMNS.put("seen/s", EndToEnd::seenPerSecond);
        COLUMNS.put("p50 ms", EndToEnd::p50);
        COLUMNS.put("p99 ms", EndToEnd::p99);
        COLUMNS.put("p99.9 ms", EndToEnd::p999);
        COLUMNS.put("max ms", EndToEnd::max);
        COLUMNS.put("first quarter ms", EndToEnd::firstQuarter);
        COLUMNS.put("last quarter ms", EndToEnd::lastQuarter);
        COLUMNS.put("lag at the end", EndToEnd::lagAtEnd);
        COLUMNS.put("caught up/s", EndToEnd::caughtUpPerSecond);
        COLUMNS.put("written late p99 ms", EndToEnd::writtenLate);
    }

    /**
     * Reads a timeline.
     *
     * @param written how many rows there are
     * @param seconds for which they were written
     * @param seenMeanwhile how many events were seen in these seconds
     * @param secondsAfter until the last one was seen
     */
    static EndToEnd of(Timeline timeline, int written, double seconds, int seenMeanwhile, double secondsAfter) {
        double[] all = timeline.latencies(0, written);
        int lag = written - seenMeanwhile;
        return new EndToEnd(
                written / seconds,
                seenMeanwhile / seconds,
                Timeline.percentile(all, 0.5),
                Timeline.percentile(all, 0.99),
                Timeline.percentile(all, 0.999),
                Timeline.percentile(all, 1),
                Timeline.percentile(timeline.latencies(0, written / 4), 0.5),
                Timeline.percentile(timeline.latencies(written - written / 4, written), 0.5),
                lag,
                lag > written / seconds ? lag / secondsAfter : Double.NaN,
                Timeline.percentile(timeline.delays(written), 0.99));
    }

    /** Whether rows committed as planned, and no more than a second's were without an event at the end. */
    boolean keptUp(int rate) {
        return writtenPerSecond >= rate * LEAST_WRITTEN && lagAtEnd <= rate;
    }

    /** Only how many there were in a second, of something that has no latency. */
    static EndToEnd rate(double perSecond) {
        double none = Double.NaN;
        return new EndToEnd(none, perSecond, none, none, none, none, none, none, none, none, none);
    }
}

package io.tidings.enricher;

import java.time.Duration;

/**
 * A thread of Kafka Streams as far as commits concern it, with time that passes only when it does something: it asks for at
 * most a thousand records, processes one after the other, looks after each few of them whether a punctuation or a commit is
 * due, and after every punctuation and commit half as many as before.
 */
final class SimulatedThread {
    /** Records that it processes in a millisecond in which it does nothing else. */
    static final double MOST_PER_MILLI = 25;

    private static final int MOST_AT_ONCE = 1_000;
    private static final double ONE_WAIT = 5;

    private final Rule rule;
    private final double commitMillis;
    private final double perMilli;
    private final long atFirst;
    private double now;
    private long processed;
    private long committed;
    private int iterations = 1;
    private double nextPunctuation;
    private double latest;

    /** What decides on commits. */
    interface Rule {
        /** How often it is asked while nothing is processed, milliseconds. */
        double period();

        void processed();

        /** Whether a commit is due, by a punctuation or after a record. */
        boolean isDue(double now, boolean punctuation, boolean waiting);

        void committed(double begun, double now);
    }

    SimulatedThread(Rule rule, double commitMillis, double perMilli, long atFirst) {
        this.rule = rule;
        this.commitMillis = commitMillis;
        this.perMilli = perMilli;
        this.atFirst = atFirst;
    }

    /** How it is now. */
    static Rule paced(Duration interval, Duration longest) {
        CommitPace pace = new CommitPace(interval, longest, 0);
        return new Rule() {
            @Override
            public double period() {
                return EagerCommits.look(interval).toMillis();
            }

            @Override
            public void processed() {
                pace.processed();
            }

            @Override
            public boolean isDue(double now, boolean punctuation, boolean waiting) {
                return pace.isDue(nanos(now), waiting);
            }

            @Override
            public void committed(double begun, double now) {
                pace.committed(nanos(begun), nanos(now));
            }
        };
    }

    /** How it was: at each interval, unless much was read in it; under load by Kafka Streams, five times as rarely. */
    static Rule byRecords(Duration interval) {
        long little = 25 * interval.toMillis();
        return new Rule() {
            private long read;
            private double ended;

            @Override
            public double period() {
                return interval.toMillis();
            }

            @Override
            public void processed() {
                read++;
            }

            @Override
            public boolean isDue(double now, boolean punctuation, boolean waiting) {
                boolean due = now - ended > 5 * period() || (punctuation && read > 0 && read <= little);
                read = punctuation ? 0 : read;
                return due;
            }

            @Override
            public void committed(double begun, double now) {
                ended = now;
            }
        };
    }

    private static long nanos(double millis) {
        return Math.round(millis * 1e6);
    }

    /** Records that have come and are not processed. */
    long backlog() {
        return come() - processed;
    }

    private long come() {
        return atFirst + (long) (now * perMilli);
    }

    /** Until nothing waits that has come before the last time it asked; infinite when that takes longer than the limit. */
    double millisUntilDrained(double limit) {
        for (long before = come(); now <= limit; before = come()) {
            poll();
            if (processed >= before) {
                return now;
            }
        }
        return Double.POSITIVE_INFINITY;
    }

    /** The longest time from when a record came until it was committed. */
    double longestLatency(double until) {
        while (now < until) {
            poll();
        }
        return latest;
    }

    private void poll() {
        if (backlog() == 0) {
            now += ONE_WAIT;
        }
        long buffered = Math.min(MOST_AT_ONCE, backlog());
        boolean more = backlog() > buffered;
        boolean any;
        do {
            long few = Math.min(iterations, buffered);
            any = few > 0;
            boolean due = false;
            for (long record = 0; record < few; record++) {
                process();
                buffered--;
                due |= rule.isDue(now, false, more || buffered > 0);
            }
            boolean disturbed = punctuates();
            due |= disturbed && rule.isDue(now, true, more || buffered > 0);
            if (due && committed < processed) {
                commit();
                disturbed = true;
            }
            iterations = disturbed ? Math.max(1, iterations / 2) : iterations + 1;
        } while (any);
    }

    private void process() {
        now += 1 / MOST_PER_MILLI;
        processed++;
        rule.processed();
    }

    private boolean punctuates() {
        if (now < nextPunctuation) {
            return false;
        }
        nextPunctuation = (Math.floor(now / rule.period()) + 1) * rule.period();
        return true;
    }

    private void commit() {
        double begun = now;
        now += commitMillis;
        rule.committed(begun, now);
        if (committed >= atFirst && perMilli > 0) {
            latest = Math.max(latest, now - (committed - atFirst + 1) / perMilli);
        }
        committed = processed;
    }
}

package io.tidings.capture;

/** For the benchmark: what a capture tells operators only. */
public final class CapturedRecords {
    private CapturedRecords() {}

    /** How many records it has written for good since it began: rows, BEGIN and END. */
    public static long of(Capture capture) {
        return capture.progress().records();
    }

    /** How many whole transactions. */
    public static long transactionsOf(Capture capture) {
        return capture.progress().transactions();
    }
}

package io.tidings.quickstart.servers;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/** Bytes on their way, each piece with the moment before which it does not arrive; at most {@value #LIMIT} of them. */
final class Delayed {
    private static final int LIMIT = 16 * 1024 * 1024;

    private final Deque<Piece> pieces = new ArrayDeque<>();
    private int size;
    private boolean ended;

    private record Piece(byte[] bytes, long dueNanos) {}

    /** Sends a copy off; waits while too much is on its way. */
    synchronized void add(byte[] bytes, int length, Duration latency) throws IOException {
        while (size >= LIMIT && !ended) {
            await(0);
        }
        pieces.add(new Piece(Arrays.copyOf(bytes, length), System.nanoTime() + latency.toNanos()));
        size += length;
        notifyAll();
    }

    /** Nothing more comes. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Waits for the next piece; an empty one is the end. */
    synchronized byte[] next() throws IOException {
        while (true) {
            Piece first = pieces.peek();
            if (first == null) {
                if (ended) {
                    return new byte[0];
                }
                await(0);
            } else {
                long rest = first.dueNanos() - System.nanoTime();
                if (rest <= 0) {
                    pieces.remove();
                    size -= first.bytes().length;
                    notifyAll();
                    return first.bytes();
                }
                await(rest);
            }
        }
    }

    /** 0 waits for somebody's call. */
    private void await(long nanos) throws IOException {
        try {
            if (nanos == 0) {
                wait();
            } else {
                wait(nanos / 1_000_000, (int) (nanos % 1_000_000));
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}

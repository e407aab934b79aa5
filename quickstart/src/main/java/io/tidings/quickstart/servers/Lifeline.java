package io.tidings.quickstart.servers;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;

/**
 * Ends a server process when this JVM ends, however it ends: a small shell waits on a pipe from this JVM, and sends the
 * signal when the pipe breaks.
 */
final class Lifeline implements AutoCloseable {

    private static final String WAIT_THEN_SIGNAL = "trap '' INT HUP; read _ || kill -s \"$1\" \"$2\"";

    private final Process guard;

    private Lifeline(Process guard) {
        this.guard = guard;
    }

    static Lifeline tie(long pid, String signal) throws IOException {
        return new Lifeline(new ProcessBuilder("sh", "-c", WAIT_THEN_SIGNAL, "lifeline", signal, Long.toString(pid))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start());
    }

    /** Lets the process live, or be dead already. */
    @Override
    public void close() {
        try (var released = guard.getOutputStream()) {
            released.write("released\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            guard.destroyForcibly();
        }
    }
}

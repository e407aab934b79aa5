package io.tidings.quickstart;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes what was opened, the last first, exactly once: at the end of the run, or when the process is told to stop, by
 * Ctrl-C for example. In that case the process ends only when everything is closed.
 */
final class Closing implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Closing.class);

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private final Thread hook = new Thread(this::closeAll, "stop-quickstart");
    private boolean stopping;

    /** Nothing yet. */
    static Closing atExit() {
        Closing closing = new Closing();
        Runtime.getRuntime().addShutdownHook(closing.hook);
        return closing;
    }

    /** To be closed before everything that was added earlier. */
    synchronized <T extends AutoCloseable> T add(T resource) {
        opened.push(resource);
        if (stopping) {
            closeAll();
            throw new IllegalStateException("The process is stopping.");
        }
        return resource;
    }

    /** Whether everything is closed, or being closed; what fails from then on fails because of that. */
    synchronized boolean isClosed() {
        return stopping;
    }

    private synchronized void closeAll() {
        stopping = true;
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                // The others are to be closed all the same.
                LOG.atError().addKeyValue("reason", e.toString()).log("Something was not closed");
            }
        }
    }

    @Override
    public void close() {
        boolean first = !isClosed();
        closeAll();
        if (first) {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}

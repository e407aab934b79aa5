package io.tidings.command;

import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Puts what libraries log by Java's own means into the one log. */
final class JavaLogging extends Handler {
    private static final SimpleFormatter TEXT = new SimpleFormatter();

    private JavaLogging() {}

    /** Takes the place of what Java writes to standard error itself. */
    static void intoTheLog() {
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        root.addHandler(new JavaLogging());
    }

    @Override
    public void publish(LogRecord logged) {
        LoggerFactory.getLogger(String.valueOf(logged.getLoggerName()))
                .atLevel(level(logged))
                .setCause(logged.getThrown())
                .log(TEXT.formatMessage(logged));
    }

    private static Level level(LogRecord logged) {
        int level = logged.getLevel().intValue();
        if (level >= java.util.logging.Level.SEVERE.intValue()) {
            return Level.ERROR;
        }
        if (level >= java.util.logging.Level.WARNING.intValue()) {
            return Level.WARN;
        }
        return level >= java.util.logging.Level.INFO.intValue() ? Level.INFO : Level.DEBUG;
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}

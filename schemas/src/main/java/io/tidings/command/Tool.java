package io.tidings.command;

import io.tidings.problem.Refusal;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/**
 * Runs a command line: what goes wrong becomes one message on standard error, without a stack trace; a line of the log when
 * {@code log.format} is {@code json}.
 */
public final class Tool {
    /** Says what went wrong with its stack trace, and more of the log. */
    public static final String DEBUG = "--debug";

    private Tool() {}

    /** The PostgreSQL driver logs by Java's own means what it throws as well. */
    private static final Logger DRIVER = Logger.getLogger("org.postgresql");

    /** How much is logged, to standard error. */
    public enum Log {
        /** For commands that talk to a person. */
        QUIET("ERROR", "OFF", "OFF"),
        /** For applications that run beside a database. */
        NORMAL("INFO", "WARN", "OFF"),
        /** What {@code --debug} asks for. */
        DEBUG("DEBUG", "INFO", "INFO");

        private static final String FORMAT = "tidings.log.format";

        private final String ours;
        private final String libraries;
        private final String noise;

        Log(String ours, String libraries, String noise) {
            this.ours = ours;
            this.libraries = libraries;
            this.noise = noise;
        }

        private void apply() {
            setUnlessSet("logback.configurationFile", "io/tidings/command/logback.xml");
            setUnlessSet("tidings.log.level", ours);
            setUnlessSet("tidings.log.libraries", libraries);
            setUnlessSet("tidings.log.noise", noise);
            JavaLogging.intoTheLog();
            DRIVER.setLevel(this == DEBUG ? Level.INFO : Level.OFF);
        }

        /** How the log looks, from its first line on, which must not be written yet. */
        static void format(String format) {
            System.setProperty(FORMAT, format.toUpperCase(Locale.ROOT));
        }

        private static boolean isJson() {
            return "JSON".equals(System.getProperty(FORMAT));
        }

        private static void setUnlessSet(String property, String value) {
            System.setProperty(property, System.getProperty(property, value));
        }
    }

    /** A command of Tidings. */
    public interface Command extends Callable<ExitCode> {}

    /**
     * Runs the command and returns the process's exit code. To be called before anything is logged.
     *
     * @param log what is logged without {@code --debug}
     */
    public static int run(Object command, Log log, String... arguments) {
        comeFromNowhere();
        (List.of(arguments).contains(DEBUG) ? Log.DEBUG : log).apply();
        CommandLine line = new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Tool::report);
        int code = line.execute(arguments);
        Object result = deepest(line).getExecutionResult();
        return result instanceof ExitCode exit ? exit.number() : code;
    }

    /**
     * Where this machine stands decides nothing. Libraries make upper case of names and text of numbers by the process's
     * language, and the PostgreSQL driver makes days by its time zone, some of which have skipped a day.
     */
    private static void comeFromNowhere() {
        Locale.setDefault(Locale.ROOT);
        TimeZone.setDefault(TimeZone.getTimeZone(ZoneOffset.UTC));
    }

    private static CommandLine deepest(CommandLine line) {
        ParseResult parsed = line.getParseResult();
        return parsed != null && parsed.hasSubcommand()
                ? deepest(parsed.subcommand().commandSpec().commandLine())
                : line;
    }

    private static int report(Exception error, CommandLine line, ParseResult parsed) {
        boolean debug = line.getParseResult().hasMatchedOption(DEBUG);
        String message = error instanceof Refusal
                ? error.getMessage()
                : "Something failed that Tidings does not know: " + error
                        + ". Run it again with --debug, and report it.";
        if (Log.isJson()) {
            LoggerFactory.getLogger(Tool.class)
                    .atError()
                    .setCause(debug ? error : null)
                    .log(String.valueOf(message));
            return ExitCode.FAILED.number();
        }
        line.getErr().println(line.getColorScheme().errorText(String.valueOf(message)));
        if (debug) {
            StringWriter trace = new StringWriter();
            error.printStackTrace(new PrintWriter(trace));
            line.getErr().println(trace);
        }
        return ExitCode.FAILED.number();
    }
}

package io.tidings.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/**
 * What the user sees: one line for each step and each event, in colours where the terminal has them. A line of an event
 * is 140 characters at most: time, topic, the end of the key, content.
 */
final class Console {
    static final int WIDTH = 140;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final List<String> TELLING =
            List.of("name", "title", "label", "email", "value", "key", "role", "status", "decision", "firstName");
    private static final Pattern MOMENT = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT.*");
    private static final Pattern ADDRESS = Pattern.compile("([^@\\s]+)@\\S+");
    private static final int TOPIC = 30;
    private static final int KEY = 13;
    private static final int LATENCY = 9;
    private static final int CONTENT = WIDTH - 12 - LATENCY - TOPIC - KEY - 3;
    private static final int VALUE = 24;

    private final PrintStream out;
    private final Ansi ansi;

    Console(PrintStream out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    /** A line in picocli's markup, in which {@code @|bold text|@} is bold. */
    synchronized void line(String markup) {
        out.println(ansi.string(markup));
    }

    /** An action of the workload. */
    void action(String who, String what) {
        line("@|faint ── " + plain(who) + " " + plain(what) + "|@");
    }

    /** An event or a dead letter: when it committed, how long it took to get here, topic, key and what it tells. */
    void event(ReceivedEvent event, boolean deadLetter) {
        String time = TIME.format(Instant.ofEpochMilli(event.timestampMillis()));
        String latency = String.format("%+" + (LATENCY - 3) + "d ms", event.latencyMillis());
        String colour = deadLetter ? "bold,red" : event.topic().contains("delete") ? "bold,magenta" : "bold,green";
        String topic = String.format("%-" + TOPIC + "s", shortened(event.topic(), TOPIC));
        String key = String.format("%-" + KEY + "s", ending(event.key(), KEY));
        line("@|faint " + time + latency + "|@ @|" + colour + " " + plain(topic) + "|@ @|cyan " + plain(key) + "|@ "
                + plain(shortened(content(event.value()), CONTENT)));
    }

    /** A line that tells what is in the value: each of its fields by what people would call it. */
    private static String content(JsonNode value) {
        List<String> parts = new ArrayList<>();
        value.fields()
                .forEachRemaining(field -> telling(field.getValue())
                        .ifPresent(text -> parts.add(field.getKey() + "=" + shortened(text, VALUE))));
        return String.join(" ", parts);
    }

    private static Optional<String> telling(JsonNode value) {
        if (value.isArray()) {
            return value.isEmpty() ? Optional.empty() : Optional.of(String.valueOf(value.size()));
        }
        if (value.isObject()) {
            return TELLING.stream()
                    .map(value::path)
                    .filter(node -> node.isValueNode() && !node.isNull())
                    .map(node -> inShort(node.asText()))
                    .findFirst();
        }
        // When it happened stands at the beginning of the line already.
        return value.isNull() || MOMENT.matcher(value.asText()).matches()
                ? Optional.empty()
                : Optional.of(inShort(value.asText()));
    }

    /** On one line, and of a mail address what stands before the @. */
    private static String inShort(String text) {
        return ADDRESS.matcher(text.replaceAll("\\s+", " ")).replaceAll("$1");
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /** Ids that somebody typed differ at their end. */
    private static String ending(String text, int length) {
        return text.length() <= length ? text : "…" + text.substring(text.length() - length + 1);
    }

    /** Text that is not markup. */
    private static String plain(String text) {
        return text.replace("@|", "@ |").replace("|@", "| @");
    }
}

package io.tidings.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Help.Ansi;

/** What the user sees: one line for each step and each event, in colours where the terminal has them. */
final class Console {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());
    private static final List<String> TELLING =
            List.of("name", "title", "label", "email", "value", "key", "status", "id");
    private static final int WIDTH = 110;
    private static final int LENGTH = 32;

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

    /** An event or a dead letter. */
    void event(ReceivedEvent event, boolean deadLetter) {
        String time = TIME.format(Instant.ofEpochMilli(event.timestampMillis()));
        String colour = deadLetter ? "bold,red" : event.topic().contains("delete") ? "bold,magenta" : "bold,green";
        String topic = String.format("%-30s", event.topic());
        String latency = String.format("%+6d ms", event.latencyMillis());
        line("@|faint " + time + latency + "|@ @|" + colour + " " + topic + "|@ @|cyan "
                + plain(shortened(event.key(), 8)) + "|@ " + plain(shortened(content(event.value()), WIDTH)));
    }

    /** A line that tells what is in the value: each of its fields by what people would call it. */
    private static String content(JsonNode value) {
        List<String> parts = new ArrayList<>();
        value.fields()
                .forEachRemaining(field -> telling(field.getValue())
                        .ifPresent(text -> parts.add(field.getKey() + "=" + shortened(text, LENGTH))));
        return String.join(" ", parts);
    }

    private static Optional<String> telling(JsonNode value) {
        if (value.isArray()) {
            return value.isEmpty() ? Optional.empty() : Optional.of(String.valueOf(value.size()));
        }
        if (value.isObject()) {
            return Stream.concat(TELLING.stream(), Stream.of("firstName"))
                    .map(value::path)
                    .filter(JsonNode::isValueNode)
                    .filter(node -> !node.isNull())
                    .map(JsonNode::asText)
                    .findFirst();
        }
        return value.isNull() ? Optional.empty() : Optional.of(value.asText());
    }

    private static String shortened(String text, int length) {
        return text.length() <= length ? text : text.substring(0, length - 1) + "…";
    }

    /** Text that is not markup. */
    private static String plain(String text) {
        return text.replace("@|", "@ |").replace("|@", "| @");
    }
}

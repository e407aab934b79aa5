package io.tidings.deadletters;

import io.tidings.command.TimeOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that choose dead letters; all that are given must hold. */
final class Filter {
    @Option(names = "--event", paramLabel = "TOPIC", description = "Of this contract; can be repeated.")
    private List<String> events = List.of();

    @Option(names = "--source", paramLabel = "NAME", description = "From the log of this source.")
    private @Nullable String source;

    @Option(
            names = "--field",
            paramLabel = "FIELD",
            description = "With a reason about this field, such as product.name.")
    private @Nullable String field;

    @Option(names = "--reason", paramLabel = "TEXT", description = "With this text in the reason.")
    private @Nullable String reason;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description = "Committed at or after this: 2026-11-21T20:00:00Z, or 2h for two hours ago (also s, m, d).")
    private @Nullable Instant since;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description = "Committed before this.")
    private @Nullable Instant until;

    /** Whether nothing was chosen. */
    boolean isEmpty() {
        return events.isEmpty() && source == null && field == null && reason == null && since == null && until == null;
    }

    boolean accepts(Letter letter) {
        Optional<Instant> committed =
                Optional.of(letter.committed()).filter(text -> !text.isEmpty()).map(Instant::parse);
        return (events.isEmpty() || events.contains(letter.event()))
                && (source == null || letter.source().equals(source))
                && (field == null || letter.fields().anyMatch(field::equals))
                && (reason == null || letter.reason().contains(reason))
                && (since == null
                        || committed.filter(time -> !time.isBefore(since)).isPresent())
                && (until == null
                        || committed.filter(time -> time.isBefore(until)).isPresent());
    }
}

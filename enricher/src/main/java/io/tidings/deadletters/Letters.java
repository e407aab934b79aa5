package io.tidings.deadletters;

import io.tidings.enricher.LetterOutcome;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The dead letters that were ever written, each with what became of it. */
final class Letters {
    /** What ends a letter; it can come before or after others of its records, which are in other partitions. */
    private static final Set<LetterOutcome> ENDS = Set.of(LetterOutcome.REDRIVEN, LetterOutcome.FORGOTTEN);

    private final Map<String, List<Letter>> histories = new LinkedHashMap<>();

    Letters(List<Letter> records) {
        for (Letter record : records) {
            histories.computeIfAbsent(record.id(), id -> new ArrayList<>()).add(record);
        }
        // What was only asked for is no letter.
        histories.values().removeIf(history -> history.stream().noneMatch(Letters::isLetter));
    }

    private static boolean isLetter(Letter record) {
        return record.outcome() == LetterOutcome.REJECTED || record.outcome() == LetterOutcome.UNREADABLE;
    }

    /** Those that are neither events nor forgotten, each as it last was, in the order of what triggered them. */
    List<Letter> open() {
        return latest(histories.values().stream()
                .filter(history -> history.stream().map(Letter::outcome).noneMatch(ENDS::contains)));
    }

    /** All of them. */
    List<Letter> all() {
        return latest(histories.values().stream());
    }

    private static List<Letter> latest(Stream<List<Letter>> histories) {
        return histories
                .map(history -> history.stream()
                        .filter(Letters::isLetter)
                        .reduce((earlier, later) -> later)
                        .orElseThrow())
                .sorted(Comparator.comparing(Letter::sequence).thenComparing(Letter::event))
                .toList();
    }

    /** What became of a letter. */
    LetterOutcome outcome(Letter letter) {
        return histories.getOrDefault(letter.id(), List.of()).stream()
                .map(Letter::outcome)
                .filter(ENDS::contains)
                .findFirst()
                .orElse(letter.outcome());
    }

    /** All records of the letters of that name: any by which a person may know one. */
    List<Letter> history(String name) {
        return histories.values().stream()
                .filter(history -> history.stream()
                        .flatMap(record -> Stream.of(
                                record.sequence(), record.key(), record.eventId(), record.auditId(), record.place()))
                        .anyMatch(name::equals))
                .flatMap(List::stream)
                .toList();
    }
}

package io.tidings.enricher;

import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import io.tidings.log.ControlRecord.Redrive.Letter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Evaluates rejected events again, each as of its original position, in their order. One that becomes an event is not open
 * any more, so that asking again gives nothing twice; one that follows another about the same row, which is still open,
 * waits for it.
 */
final class Redrive {
    private final Source source;
    private final OpenLetters letters;
    private final Consumer<Record<String, Publication>> output;

    Redrive(Source source, OpenLetters letters, Consumer<Record<String, Publication>> output) {
        this.source = source;
        this.letters = letters;
        this.output = output;
    }

    /** Answers every letter of the request. */
    void answer(Committed.Redrive redrive, long millis, EnricherMeters meters) {
        redrive.request().letters().stream()
                .distinct()
                .sorted(Comparator.comparing(Letter::sequence).thenComparing(Letter::topic))
                .forEach(asked -> {
                    LetterOutcome outcome = letters.find(asked.sequence(), asked.topic())
                            .map(letter -> again(asked, letter, redrive, meters))
                            .orElse(LetterOutcome.NOT_OPEN);
                    // What is rejected again has said so itself, with its reasons.
                    if (outcome != LetterOutcome.REJECTED) {
                        output.accept(source.deadLetters()
                                .answer(outcome, asked, redrive.request().request(), millis));
                    }
                });
    }

    private LetterOutcome again(Letter asked, OpenLetter letter, Committed.Redrive redrive, EnricherMeters meters) {
        Optional<Occurrence> occurrence = letter.occurrence(source.contracts().audit(), redrive.views());
        if (occurrence.isEmpty()) {
            letters.remove(asked.sequence(), letter);
            return LetterOutcome.FORGOTTEN;
        }
        Optional<Outcome> outcome = outcome(asked, letter, occurrence.get());
        if (outcome.isPresent() && outcome.get() instanceof Outcome.Event event) {
            letters.remove(asked.sequence(), letter);
            output.accept(source.events().write(event, occurrence.get(), letter.ordinal()));
            meters.redriven(event.contract());
            return LetterOutcome.REDRIVEN;
        }
        outcome.ifPresent(rejected -> output.accept(source.deadLetters()
                .rejectedAgain(
                        (Outcome.Rejected) rejected,
                        occurrence.get(),
                        redrive.request().request())));
        return outcome.isPresent() ? LetterOutcome.REJECTED : LetterOutcome.NO_CONTRACT;
    }

    private Optional<Outcome> outcome(Letter asked, OpenLetter letter, Occurrence occurrence) {
        Optional<String> earlier = letters.earlier(asked.sequence(), letter);
        return source.contracts()
                .evaluateAgain(asked.topic(), occurrence.trigger())
                .map(outcome -> earlier.<Outcome>map(sequence -> new Outcome.Rejected(
                                outcome.contract(),
                                List.of(new Outcome.Reason(
                                        "@key",
                                        asked.topic(),
                                        "it waits for " + sequence
                                                + ", an earlier event about the same row that is still rejected"))))
                        .orElse(outcome));
    }
}

package io.tidings.deadletters;

import io.tidings.command.ExitCode;
import io.tidings.command.Options;
import io.tidings.command.Tool;
import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.contracts.plan.Contracts;
import io.tidings.enricher.LetterOutcome;
import io.tidings.log.ControlRecord.Redrive;
import io.tidings.problem.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidings dead-letters redrive}. */
@Command(
        name = "redrive",
        description =
                "Has the enricher evaluate rejected events again, with the contracts that it has now and as of the"
                        + " position at which they were rejected. Exits with 4 when some are still rejected.")
final class RedriveCommand implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Mixin
    private Filter filter = new Filter();

    @Parameters(paramLabel = "SEQUENCE", arity = "0..*", description = "Which; filters choose further.")
    private List<String> sequences = List.of();

    @Option(names = "--all", description = "All that are open.")
    private boolean all;

    @Option(names = "--dry-run", description = "Only says which would be.")
    private boolean dry;

    @Option(names = "--wait", paramLabel = "SECONDS", description = "How long to wait for the enricher (default: 60).")
    private int wait = 60;

    @Override
    public ExitCode call() {
        if (!all && sequences.isEmpty() && filter.isEmpty()) {
            throw new Refusal("Say which dead letters: SEQUENCE, a filter such as --event, or --all.");
        }
        Configuration configuration = options.configuration();
        Contracts contracts = Options.compile(Options.contractsDirectory(configuration));
        try (LetterTopic topic =
                LetterTopic.open(configuration.kafka(), configuration.text(Setting.TOPICS_DEAD_LETTERS))) {
            List<Letter> chosen =
                    chosen(new Letters(topic.read()), contracts.audit().source());
            if (dry || chosen.isEmpty()) {
                chosen.forEach(letter -> System.out.println("would redrive  " + letter));
                System.out.println(chosen.size() + (chosen.size() == 1 ? " dead letter." : " dead letters."));
                return ExitCode.OK;
            }
            String request = UUID.randomUUID().toString();
            Request.write(
                    configuration,
                    contracts.audit().source(),
                    request,
                    chosen.stream()
                            .map(letter -> new Redrive.Letter(letter.sequence(), letter.event()))
                            .toList());
            return report(answers(topic, request, chosen));
        }
    }

    private List<Letter> chosen(Letters letters, String source) {
        return letters.open().stream()
                .filter(letter -> letter.source().equals(source))
                .filter(letter -> letter.outcome() == LetterOutcome.REJECTED)
                .filter(letter -> sequences.isEmpty() || sequences.contains(letter.sequence()))
                .filter(filter::accepts)
                .toList();
    }

    private List<Letter> answers(LetterTopic topic, String request, List<Letter> asked) {
        Set<String> open = new TreeSet<>(asked.stream().map(Letter::id).toList());
        List<Letter> answers = new ArrayList<>();
        long deadline = System.nanoTime() + Duration.ofSeconds(wait).toNanos();
        while (!open.isEmpty()) {
            for (Letter letter : topic.next()) {
                if (letter.request().filter(request::equals).isPresent() && open.remove(letter.id())) {
                    answers.add(letter);
                    System.out.println(letter.outcome().text() + "  " + letter + "  " + letter.reason());
                }
            }
            if (!open.isEmpty() && System.nanoTime() > deadline) {
                throw new Refusal(open.size() + " of " + asked.size() + " have no answer after " + wait
                        + " s. The request " + request + " is in the log and will be carried out when an enricher"
                        + " runs; `./tidings dead-letters list` shows what is open then.");
            }
        }
        return answers;
    }

    private static ExitCode report(List<Letter> answers) {
        long redriven = answers.stream()
                .filter(answer -> answer.outcome() == LetterOutcome.REDRIVEN)
                .count();
        System.out.println(redriven + " redriven, " + (answers.size() - redriven) + " not.");
        return redriven == answers.size() ? ExitCode.OK : ExitCode.INCOMPLETE;
    }
}

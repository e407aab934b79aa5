package io.tidings.deadletters;

import io.tidings.command.ExitCode;
import io.tidings.command.Options;
import io.tidings.command.Tool;
import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings dead-letters list}. */
@Command(
        name = "list",
        description = "Lists the dead letters that are open: rejected, and neither redriven nor forgotten since.")
final class ListCommand implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Mixin
    private Filter filter = new Filter();

    @Option(names = "--all", description = "Those that are not open any more, too.")
    private boolean all;

    @Option(names = "--json", description = "Prints each as one line of JSON.")
    private boolean json;

    @Override
    public ExitCode call() {
        Configuration configuration = options.configuration();
        try (LetterTopic topic =
                LetterTopic.open(configuration.kafka(), configuration.text(Setting.TOPICS_DEAD_LETTERS))) {
            Letters letters = new Letters(topic.read());
            List<Letter> chosen = (all ? letters.all() : letters.open())
                    .stream().filter(filter::accepts).toList();
            for (Letter letter : chosen) {
                System.out.println(json ? letter.json().toString() : line(letter, letters));
            }
            if (!json) {
                System.out.println(chosen.size() == 1 ? "1 dead letter." : chosen.size() + " dead letters.");
            }
        }
        return ExitCode.OK;
    }

    private String line(Letter letter, Letters letters) {
        String name = letter.sequence().isEmpty() ? letter.place() : letter.sequence();
        String state = all ? letters.outcome(letter).text() + "  " : "";
        return name + "  " + state + letter.committed() + "  " + letter.event() + "  " + letter.reason();
    }
}

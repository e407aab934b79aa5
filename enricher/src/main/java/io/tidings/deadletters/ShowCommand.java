package io.tidings.deadletters;

import io.tidings.command.ExitCode;
import io.tidings.command.Options;
import io.tidings.command.Tool;
import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.problem.Refusal;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tidings dead-letters show}. */
@Command(name = "show", description = "Shows all that is known of a dead letter, and what became of it, as JSON.")
final class ShowCommand implements Tool.Command {
    @Mixin
    private Options options = new Options();

    @Parameters(
            paramLabel = "LETTER",
            description =
                    "Its sequence, its id, the id of its audit row, or partition:offset of what could not be read.")
    private String name = "";

    @Override
    public ExitCode call() {
        Configuration configuration = options.configuration();
        String dead = configuration.text(Setting.TOPICS_DEAD_LETTERS);
        try (LetterTopic topic = LetterTopic.open(configuration.kafka(), dead)) {
            List<Letter> history = new Letters(topic.read()).history(name);
            if (history.isEmpty()) {
                throw new Refusal("There is no dead letter '" + name + "' in " + dead
                        + "; `./tidings dead-letters list --all` shows which there are.");
            }
            history.forEach(record -> System.out.println(record.json().toPrettyString()));
        }
        return ExitCode.OK;
    }
}

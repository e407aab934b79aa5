package io.tidings.enricher;

import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the log once more, beside the enricher that follows it. Everything a replay writes has a name of its own, which
 * begins with its prefix: event topics, dead letters, consumer group and state. So it touches nothing of the other one's,
 * can be stopped and started again, and several can run at a time.
 */
final class Replay {
    /** What a topic's name may consist of; Kafka Streams appends up to 40 characters of its own. */
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    private Replay() {}

    /**
     * The settings of a replay.
     *
     * @param enricher the settings of the enricher beside which it runs
     * @throws Refusal when something would be written to a topic that is not the replay's own
     */
    static EnricherSettings settings(EnricherSettings enricher, Collection<Contracts> sources, String prefix) {
        if (prefix.isEmpty()) {
            throw new Refusal("--from-beginning without --topic-prefix would write every event a second time to the"
                    + " same topics; name the topics of the replay, for example --topic-prefix replay.");
        }
        if (!PREFIX.matcher(prefix).matches()) {
            throw new Refusal("--topic-prefix '" + prefix + "' cannot begin a topic's name; use up to 100 letters,"
                    + " digits, dots, underscores and hyphens.");
        }
        EnricherSettings.Topics topics = enricher.topics();
        EnricherSettings replay = new EnricherSettings(
                prefix + enricher.applicationId(),
                enricher.instanceId(),
                enricher.kafka(),
                enricher.registry(),
                enricher.autoRegister(),
                topics.withPrefix(prefix).withDeadLetters(prefix + topics.deadLetters()),
                enricher.stateDirectory(),
                enricher.commitInterval(),
                enricher.retention(),
                enricher.form(),
                true,
                enricher.standbyReplicas());
        TreeSet<String> shared = new TreeSet<>(replay.topics().written(sources));
        shared.retainAll(others(topics, sources));
        if (!shared.isEmpty()) {
            throw new Refusal(
                    "With --topic-prefix " + prefix + " the replay would write to " + String.join(", ", shared)
                            + ", which the enricher " + enricher.applicationId()
                            + " reads or writes; choose another prefix.");
        }
        return replay;
    }

    private static List<String> others(EnricherSettings.Topics topics, Collection<Contracts> sources) {
        List<String> others = topics.written(sources);
        others.add(topics.changes());
        return others;
    }
}

package io.tidings.enricher.state;

import io.tidings.problem.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The topics that a task's state belongs to: the log that it is made of, and its stores' changelogs.
 *
 * @param application Kafka Streams application id
 * @param changes the log
 * @param stores the names of the stores
 * @param wayBack what to do when the state is not whole, whole sentences
 * @param ids asks for the identities of the log and the changelogs
 */
public record StateTopics(
        String application, String changes, List<String> stores, String wayBack, Supplier<TopicIds> ids) {

    /** The changelog of a store, as Kafka Streams names it. */
    public String changelog(String store) {
        return application + "-" + store + "-changelog";
    }

    /** All changelogs. */
    public List<String> changelogs() {
        return stores.stream().map(this::changelog).toList();
    }

    /** Those of the changelogs among the identities. */
    TopicIds changelogsIn(TopicIds all) {
        SortedMap<String, String> own = new TreeMap<>(all.byTopic());
        own.keySet().retainAll(changelogs());
        return new TopicIds(own);
    }

    /** Why the state is no longer that of these topics; empty when it is. */
    public Optional<Refusal> changedSince(TopicIds before) {
        TopicIds now = ids.get();
        String changelogs = changelogsIn(before).changes(now);
        if (!changelogs.isEmpty()) {
            return Optional.of(damaged(changelogs));
        }
        return now.of(changes).equals(before.of(changes))
                ? Optional.empty()
                : Optional.of(new Refusal("The topic " + changes + " was deleted while the enricher " + application
                        + " read it: what it held beyond the state is lost. " + wayBack));
    }

    /**
     * Says that the state is not whole.
     *
     * @param what is so, the middle of a sentence
     */
    public Refusal damaged(String what) {
        return new Refusal("The state of the enricher " + application + " is not whole: " + what
                + ". What it knew of the database is lost in part, so it tells no event from it. " + wayBack);
    }
}

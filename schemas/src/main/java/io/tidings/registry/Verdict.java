package io.tidings.registry;

import java.util.List;

/**
 * Whether a schema may become the next version of a subject.
 *
 * @param messages the registry's own words, one per incompatibility; a registry may give none
 */
public record Verdict(boolean compatible, List<String> messages) {

    /** Keeps its own copy of the messages. */
    public Verdict {
        messages = List.copyOf(messages);
    }
}

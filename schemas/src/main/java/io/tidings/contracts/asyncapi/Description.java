package io.tidings.contracts.asyncapi;

import io.tidings.contracts.plan.Contracts;
import io.tidings.wire.Example;
import java.util.Map;

/**
 * What there is to tell about contracts.
 *
 * @param examples a real event by topic, where there is one
 */
public record Description(Contracts contracts, Map<String, Example> examples, Platform platform) {
    public Description {
        examples = Map.copyOf(examples);
    }
}

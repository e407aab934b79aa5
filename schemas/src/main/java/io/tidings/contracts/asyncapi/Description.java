package io.tidings.contracts.asyncapi;

import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.wire.Example;
import java.util.Map;
import java.util.function.Function;

/**
 * What there is to tell about contracts.
 *
 * @param examples a real event by topic, where there is one
 * @param compatibility the promise for the versions of a contract's schema, as registries name it
 */
public record Description(
        Contracts contracts,
        Map<String, Example> examples,
        Function<Contract, String> compatibility,
        Platform platform) {
    /** What holds unless a contract says otherwise. */
    public static final String DEFAULT_COMPATIBILITY = "FULL_TRANSITIVE";

    public Description {
        examples = Map.copyOf(examples);
    }
}

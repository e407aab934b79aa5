package io.tidings.enricher;

import io.tidings.contracts.plan.Contracts;
import io.tidings.service.Check;
import io.tidings.service.Look;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Everything that an enricher checks at its start, for a deployment as it is now. Nothing is created or changed. */
public final class EnricherChecks {

    private final EnricherSettings settings;
    private final Contracts contracts;

    /** For the enricher of these settings. */
    public EnricherChecks(EnricherSettings settings, Contracts contracts) {
        this.settings = settings;
        this.contracts = contracts;
    }

    /** The checks by name, in the order in which they make sense; each may take some seconds. */
    public Map<String, Look> all() {
        Map<String, Look> all = new LinkedHashMap<>();
        all.put("registry", this::registry);
        all.put("events", this::events);
        return all;
    }

    private List<Check> registry() {
        int schemas = new SchemaIds(settings.registry(), false).of(contracts).size();
        return List.of(Check.passes(
                "registry",
                "The registry at " + settings.registry().url() + " has the schemas of all contracts: " + schemas
                        + "."));
    }

    private List<Check> events() throws InterruptedException {
        List<Check> checks = new ArrayList<>();
        new TopicSetup(settings)
                .everyProblem(List.of(contracts))
                .forEach(problem -> checks.add(Check.fails("events", problem)));
        return checks.isEmpty()
                ? List.of(Check.passes("events", "The topics of events and dead letters are as they must be."))
                : checks;
    }
}

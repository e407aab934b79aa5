package io.tidings.enricher;

import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Outage;
import io.tidings.problem.Refusal;
import io.tidings.registry.Layout;
import io.tidings.registry.Registered;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistrySettings;
import io.tidings.registry.RegistryUnavailable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Finds the id of each contract's schema before the first record is read, so that no record waits for the registry. */
final class SchemaIds {
    private final RegistryClient registry;
    private final RegistrySettings settings;
    private final boolean autoRegister;

    SchemaIds(RegistrySettings settings, boolean autoRegister) {
        this.registry = new RegistryClient(settings);
        this.settings = settings;
        this.autoRegister = autoRegister;
    }

    /**
     * The registered schema of every contract.
     *
     * @throws Outage when the registry does not answer
     * @throws Refusal when it refuses, or lacks a contract that must not be registered here
     */
    Map<Contract, RegisteredSchema> of(Contracts contracts) {
        Map<Contract, RegisteredSchema> schemas = new LinkedHashMap<>();
        List<String> missing = new ArrayList<>();
        try {
            for (Contract contract : contracts.contracts()) {
                id(contract)
                        .ifPresentOrElse(
                                id -> schemas.put(contract, new RegisteredSchema(id, uri(id))),
                                () -> missing.add(contract.subject()));
            }
        } catch (RegistryUnavailable e) {
            throw new Outage(String.valueOf(e.getMessage()), e);
        }
        if (!missing.isEmpty()) {
            throw new Refusal("The registry lacks the schemas of these contracts as they are here: "
                    + String.join(", ", missing)
                    + ". Register them with `./tidings contracts register`.");
        }
        return schemas;
    }

    private Optional<Integer> id(Contract contract) {
        Layout layout = settings.layout();
        return autoRegister
                ? Optional.of(layout.register(registry, contract.subject(), contract.schema()))
                : layout.lookUp(registry, contract.subject(), contract.schema()).map(Registered::id);
    }

    private String uri(int id) {
        String base = settings.url().toString();
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + "/schemas/ids/" + id;
    }
}

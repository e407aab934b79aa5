package io.tidings.command;

import io.tidings.contracts.plan.Compatibility;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.release.Breaks;
import io.tidings.registry.Layout;
import io.tidings.registry.Registered;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.Verdict;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What a registry says of contracts, and how they come to be registered there. */
record Registering(RegistryClient registry, Layout layout) {

    /** How a contract stands in the registry. */
    enum Status {
        REGISTERED,
        NEW,
        REFUSED
    }

    /**
     * A contract and the registry.
     *
     * @param id of the schema, when it is registered
     * @param compatibility that holds for the subject now; empty when there is no such subject
     * @param reasons why the registry refuses it
     */
    record Standing(
            Contract contract,
            Status status,
            Optional<Registered> id,
            Optional<Compatibility> compatibility,
            List<String> reasons) {

        /** Whether the registry holds changes of the subject to what the contract promises. */
        boolean promised() {
            return compatibility.filter(contract.compatibility()::equals).isPresent();
        }

        @Override
        public String toString() {
            String stands = id.map(known -> "id " + known.id() + ", version " + known.version())
                    .orElse(status == Status.NEW ? "not registered" : "refused");
            return String.format(
                    "  %-40s %-20s %s",
                    contract.subject(),
                    stands,
                    promised()
                            ? contract.compatibility()
                            : compatibility.map(Enum::name).orElse("-") + " → " + contract.compatibility());
        }
    }

    /** Asks, and changes nothing. */
    Standing standing(Contract contract) {
        String subject = contract.subject();
        boolean known = !registry.versions(subject).isEmpty();
        Optional<Compatibility> compatibility = known ? Optional.of(registry.compatibility(subject)) : Optional.empty();
        Optional<Registered> id = layout.lookUp(registry, subject, contract.schema());
        if (id.isPresent()) {
            return new Standing(contract, Status.REGISTERED, id, compatibility, List.of());
        }
        List<String> reasons =
                compatibility.map(level -> reasons(contract, level)).orElse(List.of());
        return new Standing(contract, reasons.isEmpty() ? Status.NEW : Status.REFUSED, id, compatibility, reasons);
    }

    /** The promise of the contract decides; the registry is asked too when it holds the subject to the same. */
    private List<String> reasons(Contract contract, Compatibility level) {
        List<String> broken = Breaks.of(
                        contract.topic(),
                        contract.schema(),
                        new TreeMap<>(new RegistryVersions(registry).of(contract.topic())),
                        contract.compatibility())
                .stream()
                .map(found -> found.record() + "." + found.field() + " " + found.sentence() + ": breaks "
                        + found.readers().text() + " of version " + found.version())
                .collect(Collectors.toList());
        if (broken.isEmpty() && level == contract.compatibility() && layout == Layout.SELF_CONTAINED) {
            Verdict verdict =
                    registry.test(contract.subject(), contract.schema().toString());
            return verdict.compatible()
                    ? List.of()
                    : verdict.messages().isEmpty() ? List.of("the registry does not say why") : verdict.messages();
        }
        return broken;
    }

    /** Registers a contract and holds its subject to what it promises; doing it twice is doing it once. */
    void register(Standing standing) {
        Contract contract = standing.contract();
        boolean known = standing.compatibility().isPresent();
        if (known && !standing.promised()) {
            registry.demand(contract.compatibility(), contract.subject());
        }
        if (standing.id().isEmpty()) {
            layout.register(registry, contract.subject(), contract.schema());
        }
        if (!known) {
            registry.demand(contract.compatibility(), contract.subject());
        }
    }
}

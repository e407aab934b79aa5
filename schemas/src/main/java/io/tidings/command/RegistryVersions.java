package io.tidings.command;

import io.tidings.contracts.release.Versions;
import io.tidings.problem.Refusal;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistryException;
import io.tidings.registry.RegistrySettings;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.avro.Schema;

/** The versions that a registry has of the values of a topic. */
record RegistryVersions(RegistryClient registry) implements Versions {

    RegistryVersions(RegistrySettings settings) {
        this(new RegistryClient(settings));
    }

    @Override
    public SortedMap<Integer, Schema> of(String topic) {
        String subject = topic + "-value";
        SortedMap<Integer, Schema> versions = new TreeMap<>();
        try {
            for (int number : registry.versions(subject)) {
                registry.version(subject, number)
                        .ifPresent(found -> versions.put(number, new Schema.Parser().parse(found.schema())));
            }
        } catch (RegistryException e) {
            throw new Refusal(String.valueOf(e.getMessage()), e);
        }
        return versions;
    }
}

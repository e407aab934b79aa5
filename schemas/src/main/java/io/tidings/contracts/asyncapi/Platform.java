package io.tidings.contracts.asyncapi;

import io.tidings.wire.SchemaIdPlace;
import java.util.List;

/**
 * Where the events are to be found.
 *
 * @param brokers host and port of each
 * @param secure whether connections to them are encrypted
 * @param registry base address of the schema registry
 * @param topicPrefix put before the name of each event topic
 * @param partitions of event topics that Tidings creates
 * @param replicas of these
 * @param schemaIdPlace where an event's schema id stands
 */
public record Platform(
        List<String> brokers,
        boolean secure,
        String registry,
        String topicPrefix,
        int partitions,
        int replicas,
        SchemaIdPlace schemaIdPlace) {
    public Platform {
        brokers = List.copyOf(brokers);
        registry = registry.replaceAll("/+$", "");
    }

    /** Where consumers find a value's schema in an example: the id is the registry's to give. */
    public String exampleSchema() {
        return registry + "/schemas/ids/1";
    }
}

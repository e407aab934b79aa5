package io.tidings.enricher;

import io.tidings.registry.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What an enricher needs to know.
 *
 * @param applicationId Kafka Streams application id; names the state and, with it, how far the log was read
 * @param instanceId tells the instances of one application apart, and stays the same over restarts
 * @param kafka settings of the Kafka clients, {@code bootstrap.servers} among them
 * @param registry where the contracts' schemas are
 * @param autoRegister whether schemas that the registry lacks are registered
 * @param topics the topics it reads and writes
 * @param stateDirectory where the state is kept; the system's temporary directory when empty
 * @param commitInterval how often events become visible
 * @param retention how long what was deleted or replaced can still be read
 */
public record EnricherSettings(
        String applicationId,
        String instanceId,
        Map<String, Object> kafka,
        RegistrySettings registry,
        boolean autoRegister,
        Topics topics,
        Optional<Path> stateDirectory,
        Duration commitInterval,
        Duration retention) {

    public EnricherSettings {
        kafka = Map.copyOf(kafka);
    }

    /**
     * The topics.
     *
     * @param changes the log that is read
     * @param deadLetters where rejected events go
     * @param prefix put before the name of each event topic
     * @param partitions of event topics that do not exist yet
     * @param replication of topics that do not exist yet
     */
    public record Topics(String changes, String deadLetters, String prefix, int partitions, short replication) {}
}

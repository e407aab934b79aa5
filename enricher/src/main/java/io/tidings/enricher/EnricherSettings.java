package io.tidings.enricher;

import io.tidings.contracts.plan.Contracts;
import io.tidings.registry.RegistrySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
 * @param form in which events leave
 * @param replay whether it is a second reading of the log, which must be whole, into topics of its own
 * @param standbyReplicas how many other instances keep a copy of each state, to take over at once
 * @param fromSnapshot whether it begins again at the log's next full snapshot
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
        Duration retention,
        EventForm form,
        boolean replay,
        int standbyReplicas,
        boolean fromSnapshot) {

    public EnricherSettings {
        kafka = Map.copyOf(kafka);
    }

    /** Settings of an enricher that goes on where it was. */
    public EnricherSettings(
            String applicationId,
            String instanceId,
            Map<String, Object> kafka,
            RegistrySettings registry,
            boolean autoRegister,
            Topics topics,
            Optional<Path> stateDirectory,
            Duration commitInterval,
            Duration retention,
            EventForm form,
            boolean replay,
            int standbyReplicas) {
        this(
                applicationId,
                instanceId,
                kafka,
                registry,
                autoRegister,
                topics,
                stateDirectory,
                commitInterval,
                retention,
                form,
                replay,
                standbyReplicas,
                false);
    }

    /** Settings of the enricher that follows the log, events in the usual form. */
    public EnricherSettings(
            String applicationId,
            String instanceId,
            Map<String, Object> kafka,
            RegistrySettings registry,
            boolean autoRegister,
            Topics topics,
            Optional<Path> stateDirectory,
            Duration commitInterval,
            Duration retention) {
        this(
                applicationId,
                instanceId,
                kafka,
                registry,
                autoRegister,
                topics,
                stateDirectory,
                commitInterval,
                retention,
                EventForm.USUAL,
                false,
                0);
    }

    /** The same with events in another form. */
    public EnricherSettings withForm(EventForm other) {
        return new EnricherSettings(
                applicationId,
                instanceId,
                kafka,
                registry,
                autoRegister,
                topics,
                stateDirectory,
                commitInterval,
                retention,
                other,
                replay,
                standbyReplicas,
                fromSnapshot);
    }

    /** The same, beginning again at the log's next full snapshot. */
    public EnricherSettings beginningAtASnapshot() {
        return new EnricherSettings(
                applicationId,
                instanceId,
                kafka,
                registry,
                autoRegister,
                topics,
                stateDirectory,
                commitInterval,
                retention,
                form,
                replay,
                standbyReplicas,
                true);
    }

    /** Without the settings of Kafka's clients, which hold passwords. */
    @Override
    public String toString() {
        return "EnricherSettings[" + applicationId + ", " + instanceId + ", registry=" + registry + ", topics=" + topics
                + "]";
    }

    EnricherSettings withTopics(Topics other) {
        return new EnricherSettings(
                applicationId,
                instanceId,
                kafka,
                registry,
                autoRegister,
                other,
                stateDirectory,
                commitInterval,
                retention,
                form,
                replay,
                standbyReplicas,
                fromSnapshot);
    }

    /**
     * The topics.
     *
     * @param changes the log that is read
     * @param deadLetters where rejected events go
     * @param prefix put before the name of each event topic
     * @param partitions of event topics that do not exist yet
     * @param replication of topics that do not exist yet
     * @param retention how long event topics and dead letters keep a record
     */
    public record Topics(
            String changes, String deadLetters, String prefix, int partitions, short replication, Duration retention) {

        /** With the usual retention, a week. */
        public Topics(String changes, String deadLetters, String prefix, int partitions, short replication) {
            this(changes, deadLetters, prefix, partitions, replication, Duration.ofDays(7));
        }

        Topics withPrefix(String other) {
            return new Topics(changes, deadLetters, other, partitions, replication, retention);
        }

        Topics withDeadLetters(String other) {
            return new Topics(changes, other, prefix, partitions, replication, retention);
        }

        /** The topics that are written for the contracts, that of the dead letters first. */
        List<String> written(Collection<Contracts> sources) {
            Set<String> written = new LinkedHashSet<>(Set.of(deadLetters));
            sources.forEach(
                    contracts -> contracts.contracts().forEach(contract -> written.add(prefix + contract.topic())));
            return new ArrayList<>(written);
        }
    }
}

package io.tidings.bench.contender;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * Where one run of a contender happens.
 *
 * @param application begins the names of its topics, groups and threads; Kafka knows nothing of it yet
 * @param kafka where the broker is
 * @param directory for its local state
 * @param event what its events are
 * @param schemaId the registry's id of that
 */
public record Ground(String application, Map<String, Object> kafka, Path directory, Schema event, int schemaId) {

    /** The topic of a table. */
    public String table(String name) {
        return application + "." + name;
    }

    /** The topic of the events. */
    public String events() {
        return application + ".product-changed";
    }

    /** Makes these topics, with one partition each. */
    public void create(String... topics) throws InterruptedException, ExecutionException {
        List<NewTopic> wanted = Stream.of(topics)
                .map(topic -> new NewTopic(topic, 1, (short) 1).configs(Map.of("retention.ms", "-1")))
                .toList();
        try (Admin admin = Admin.create(kafka)) {
            admin.createTopics(wanted).all().get();
        }
    }
}

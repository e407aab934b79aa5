package io.tidings.contracts.asyncapi;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.contracts.plan.AuditTable;
import io.tidings.contracts.plan.Contract;
import io.tidings.wire.EventAttributes;
import io.tidings.wire.EventTopic;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * Contracts as an AsyncAPI 3.0 document: Tidings is the application, and sends. The same description gives the same
 * bytes. Source: the AsyncAPI specification 3.0.0 and its Kafka bindings 0.5.0.
 */
public final class AsyncApi {
    static final String BINDING_VERSION = "0.5.0";
    private static final int VERSION_DIGITS = 12;

    private final Description description;
    private final Platform platform;
    private final Messages messages;

    private AsyncApi(Description description) {
        this.description = description;
        this.platform = description.platform();
        this.messages = new Messages(description);
    }

    /** The document as YAML. */
    public static String yaml(Description description) {
        return Yaml.of(document(description));
    }

    /** The document as JSON. */
    public static ObjectNode document(Description description) {
        AsyncApi api = new AsyncApi(description);
        ObjectNode document = JsonNodeFactory.instance.objectNode().put("asyncapi", "3.0.0");
        ObjectNode info = document.putObject("info");
        document.put("defaultContentType", EventAttributes.CONTENT_TYPE);
        api.servers(document.putObject("servers"));
        ObjectNode channels = document.putObject("channels");
        ObjectNode operations = document.putObject("operations");
        ObjectNode components = document.putObject("components").putObject("messages");
        for (Contract contract : description.contracts().contracts()) {
            api.channel(channels.putObject(contract.topic()), contract);
            api.operation(operations.putObject("send" + name(contract)), contract);
            components.set(name(contract), api.messages.of(contract));
        }
        api.info(info, version(document));
        return document;
    }

    /** Another one whenever anything else in the document is. */
    private static String version(ObjectNode document) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(document.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, VERSION_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }

    private void info(ObjectNode info, String version) {
        AuditTable audit = description.contracts().audit();
        info.put("title", "Events of " + audit.source())
                .put("version", version)
                .put(
                        "description",
                        "Business events made of the audit table `" + audit.table() + "` of " + audit.source()
                                + " by Tidings. Each shows every entity that it names exactly as the database stood"
                                + " when the audit row committed, and comes exactly once to consumers that read"
                                + " committed records.");
    }

    private void servers(ObjectNode servers) {
        int number = 1;
        for (String broker : platform.brokers()) {
            ObjectNode server = servers.putObject(number == 1 ? "kafka" : "kafka" + number)
                    .put("host", broker)
                    .put("protocol", platform.secure() ? "kafka-secure" : "kafka")
                    .put("description", "Read with isolation.level=read_committed.");
            kafka(server)
                    .put("schemaRegistryUrl", platform.registry())
                    .put("schemaRegistryVendor", "confluent")
                    .put("bindingVersion", BINDING_VERSION);
            number++;
        }
    }

    private void channel(ObjectNode channel, Contract contract) {
        String topic = platform.topicPrefix() + contract.topic();
        channel.put("address", topic)
                .put("title", contract.topic())
                .put("description", "Record key: `" + contract.key().text() + "`. Events of one key keep their order.");
        reference(channel.putObject("messages").putObject(name(contract)), "components/messages/" + name(contract));
        ObjectNode binding = kafka(channel)
                .put("topic", topic)
                .put("partitions", platform.partitions())
                .put("replicas", platform.replicas());
        ObjectNode configuration = binding.putObject("topicConfiguration");
        Map<String, String> sorted = new TreeMap<>(EventTopic.CONFIGURATION);
        sorted.forEach((name, value) -> configuration.put(name, Integer.valueOf(value)));
        binding.put("bindingVersion", BINDING_VERSION);
    }

    private void operation(ObjectNode operation, Contract contract) {
        operation.put("action", "send").put("summary", Messages.summary(contract));
        reference(operation.putObject("channel"), "channels/" + contract.topic());
        ArrayNode sent = operation.putArray("messages");
        reference(sent.addObject(), "channels/" + contract.topic() + "/messages/" + name(contract));
    }

    static ObjectNode kafka(ObjectNode bound) {
        return bound.putObject("bindings").putObject("kafka");
    }

    private static void reference(ObjectNode node, String to) {
        node.put("$ref", "#/" + to);
    }

    /** Contracts of one record name are told apart by their version. */
    private static String name(Contract contract) {
        return contract.schema().getName() + (contract.version() == 1 ? "" : "V" + contract.version());
    }
}

package io.tidings.quickstart.security;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The rights in Kafka that {@code docs/security.md} lists. */
final class Rights {
    private static final Path DOCUMENT = Path.of("..", "docs", "security.md");

    private Rights() {}

    /**
     * The rights of one of the applications, which comes as the principal of its name.
     *
     * @param names what stands for a name in the document, and the name
     */
    static List<AclBinding> of(String application, Map<String, String> names) throws IOException {
        List<AclBinding> rights = new ArrayList<>();
        for (String line : Files.readAllLines(DOCUMENT)) {
            if (line.startsWith("| " + application + " |")) {
                String[] cells = line.split(" *\\| *");
                ResourcePattern resource = resource(cells[2], name(cells[3].replace("`", ""), names));
                for (String operation : cells[4].split(", ")) {
                    rights.add(new AclBinding(
                            resource,
                            new AccessControlEntry(
                                    "User:" + application,
                                    "*",
                                    AclOperation.fromString(operation
                                            .replaceAll("([a-z])([A-Z])", "$1_$2")
                                            .toUpperCase(Locale.ROOT)),
                                    AclPermissionType.ALLOW)));
                }
            }
        }
        return rights;
    }

    private static ResourcePattern resource(String text, String name) {
        boolean prefixed = text.endsWith(", prefixed");
        String type = text.replace(", prefixed", "").replace(' ', '_');
        return new ResourcePattern(
                ResourceType.fromString(type.toUpperCase(Locale.ROOT)),
                name,
                prefixed ? PatternType.PREFIXED : PatternType.LITERAL);
    }

    private static String name(String text, Map<String, String> names) {
        String name = text;
        for (Map.Entry<String, String> known : names.entrySet()) {
            name = name.replace(known.getKey(), known.getValue());
        }
        return name;
    }
}

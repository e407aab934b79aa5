package io.tidings.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.configuration.Setting;
import java.util.Collection;
import java.util.Locale;
import java.util.Map.Entry;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a deployment may configure. */
final class KnownSettings {
    private KnownSettings() {}

    /** Each names a setting, or the file that holds a secret one. */
    static void assertVariablesAreSettings(Collection<String> variables) {
        Set<String> known = keys().map(KnownSettings::variable).collect(Collectors.toSet());
        Stream.of(Setting.values()).filter(Setting::isSecret).forEach(secret -> known.add(secret.variable() + "_FILE"));
        assertThat(variables.stream().filter(variable -> variable.startsWith("TIDINGS_")))
                .isNotEmpty()
                .isSubsetOf(known);
    }

    /** Every key of the file is a setting; those of Kafka's clients are Kafka's. */
    static void assertKeysAreSettings(JsonNode tidings) {
        Set<String> used = new TreeSet<>();
        for (Entry<String, JsonNode> group : tidings.properties()) {
            if (!group.getKey().equals("kafka")) {
                group.getValue().fieldNames().forEachRemaining(name -> used.add(group.getKey() + "." + name));
            }
        }
        assertThat(used).isNotEmpty().isSubsetOf(keys().collect(Collectors.toSet()));
    }

    private static Stream<String> keys() {
        return Stream.of(Setting.values()).map(Setting::key);
    }

    private static String variable(String key) {
        return "TIDINGS_" + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}

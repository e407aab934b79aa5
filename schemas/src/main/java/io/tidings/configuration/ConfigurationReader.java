package io.tidings.configuration;

import io.tidings.problem.Problems;
import io.tidings.problem.YamlMapping;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Lays the file, the environment and the command line over the defaults, in this order. */
final class ConfigurationReader {
    private static final String ENVIRONMENT = "the environment";
    private static final String COMMAND_LINE = "the command line";
    private static final String PREFIX = "TIDINGS_";
    private static final String KAFKA_PREFIX = PREFIX + "KAFKA_";
    private static final String FILE_SUFFIX = "_FILE";

    private final Map<Setting, Value> settings = new EnumMap<>(Setting.class);
    private final Map<String, Value> kafka = new LinkedHashMap<>();
    private final Map<String, Setting> byKey = new TreeMap<>();
    private final Map<String, Setting> byVariable = new TreeMap<>();
    private final Map<String, String> environment;
    private final Placeholders placeholders;
    private final Problems problems;

    ConfigurationReader(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.placeholders = new Placeholders(environment, problems);
        this.problems = problems;
        for (Setting setting : Setting.values()) {
            byKey.put(setting.key(), setting);
            byVariable.put(setting.variable(), setting);
            settings.put(setting, new Value(setting.fallback(), Value.DEFAULT));
        }
        Configuration.KAFKA_DEFAULTS.forEach((key, text) -> kafka.put(key, new Value(text, Value.DEFAULT)));
    }

    Configuration configuration() {
        return new Configuration(settings, kafka);
    }

    void file(Configuration.File file) {
        YamlMapping.parse(file.name(), file.yaml(), problems).ifPresent(top -> file(file, top));
    }

    private void file(Configuration.File file, YamlMapping top) {
        for (String group : top.keys()) {
            if (byKey.containsKey(group)) {
                text(file, top, group).ifPresent(value -> set(byKey.get(group), value, file.name(), top.line(group)));
            } else if (group.equals(Configuration.KAFKA)) {
                YamlMapping clients = top.mapping(group);
                clients.keys().forEach(key -> text(file, clients, key).ifPresent(value -> kafka.put(key, value)));
            } else {
                group(file, top, group);
            }
        }
    }

    private void group(Configuration.File file, YamlMapping top, String group) {
        if (byKey.keySet().stream().noneMatch(key -> key.startsWith(group + "."))) {
            problems.add(file.name(), top.line(group), unknown(group));
            return;
        }
        YamlMapping members = top.mapping(group);
        for (String name : members.keys()) {
            Setting setting = byKey.get(group + "." + name);
            if (setting == null) {
                problems.add(file.name(), members.line(name), unknown(group + "." + name));
            } else {
                text(file, members, name).ifPresent(value -> set(setting, value, file.name(), members.line(name)));
            }
        }
    }

    private Optional<Value> text(Configuration.File file, YamlMapping mapping, String key) {
        int line = mapping.line(key);
        return mapping.optional(key)
                .map(text -> new Value(placeholders.filled(text, file.name(), line), file.name() + ":" + line));
    }

    void environment() {
        new TreeMap<>(environment).forEach((variable, text) -> {
            if (variable.startsWith(PREFIX)) {
                variable(variable, text);
            }
        });
    }

    private void variable(String variable, String text) {
        if (isKnown(variable)) {
            set(variable, new Value(text, variable));
            return;
        }
        String named =
                variable.endsWith(FILE_SUFFIX) ? variable.substring(0, variable.length() - FILE_SUFFIX.length()) : "";
        if (!isKnown(named)) {
            problems.add(
                    ENVIRONMENT,
                    0,
                    "There is no setting of the variable " + variable + "; correct or remove it (Kubernetes makes such"
                            + " variables for services unless the pod says `enableServiceLinks: false`).");
        } else if (environment.containsKey(named)) {
            problems.add(ENVIRONMENT, 0, "Both " + named + " and " + variable + " are set; keep one of them.");
        } else {
            content(variable, text).ifPresent(content -> set(named, new Value(content, variable)));
        }
    }

    /** A secret as orchestrators mount it: a file with nothing else in it, apart from the end of its line. */
    private Optional<String> content(String variable, String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)).replaceFirst("\\R\\z", ""));
        } catch (IOException | InvalidPathException e) {
            problems.add(ENVIRONMENT, 0, "The file " + file + " that " + variable + " names cannot be read.");
            return Optional.empty();
        }
    }

    /** Kafka's own names have dots only; one that ends with .file cannot be told from a secret's file here. */
    private boolean isKnown(String variable) {
        return byVariable.containsKey(variable)
                || (variable.startsWith(KAFKA_PREFIX)
                        && variable.length() > KAFKA_PREFIX.length()
                        && !variable.endsWith(FILE_SUFFIX));
    }

    private void set(String variable, Value value) {
        Setting setting = byVariable.get(variable);
        if (setting == null) {
            kafka.put(
                    variable.substring(KAFKA_PREFIX.length())
                            .toLowerCase(Locale.ROOT)
                            .replace('_', '.'),
                    value);
        } else {
            set(setting, value, ENVIRONMENT, 0);
        }
    }

    void commandLine(Map<String, String> overrides) {
        overrides.forEach((key, text) -> {
            Value value = new Value(text, "-s");
            if (key.startsWith(Configuration.KAFKA + ".")) {
                kafka.put(key.substring(Configuration.KAFKA.length() + 1), value);
            } else if (byKey.containsKey(key)) {
                set(byKey.get(key), value, COMMAND_LINE, 0);
            } else {
                problems.add(COMMAND_LINE, 0, unknown(key));
            }
        });
    }

    private void set(Setting setting, Value value, String file, int line) {
        if (setting.form().fits().test(value.text())) {
            settings.put(setting, value);
        } else {
            problems.add(
                    file,
                    line,
                    "`" + setting.key() + "` must be " + setting.form().wanted() + ", not '" + value.text() + "'.");
        }
    }

    /** Names what stands where the key was looked for: the settings of its group, or the groups. */
    private String unknown(String key) {
        String group = key.substring(0, key.indexOf('.') + 1);
        Set<String> known = new TreeSet<>(byKey.keySet());
        if (known.stream().anyMatch(other -> !group.isEmpty() && other.startsWith(group))) {
            known.removeIf(other -> !other.startsWith(group));
            return "There is no setting `" + key + "`; correct it to one of " + String.join(", ", known) + ".";
        }
        Set<String> groups = new TreeSet<>(Set.of(Configuration.KAFKA + ".*"));
        known.forEach(other -> groups.add(other.contains(".") ? other.substring(0, other.indexOf('.')) + ".*" : other));
        return "There is no setting `" + key + "`; the settings are " + String.join(", ", groups)
                + " (see tidings.example.yaml).";
    }
}

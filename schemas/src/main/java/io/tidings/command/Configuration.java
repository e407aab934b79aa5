package io.tidings.command;

import io.tidings.problem.Problems;
import io.tidings.problem.YamlMapping;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that hold: defaults, overridden by a file, by the environment, by the command line. What does not fit
 * goes to the problems, all of it.
 */
public final class Configuration {
    private static final String KAFKA = "kafka";
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    private final Map<Setting, String> values = new EnumMap<>(Setting.class);
    private final Map<String, Object> kafka = new LinkedHashMap<>();
    private final Problems problems;

    private Configuration(Problems problems) {
        this.problems = problems;
        kafka.put("bootstrap.servers", "localhost:9092");
    }

    /** Where a file's text comes from. */
    public record File(String name, String yaml) {}

    /**
     * Reads the configuration.
     *
     * @param overrides settings by key from the command line
     */
    public static Configuration read(
            Optional<File> file, Map<String, String> environment, Map<String, String> overrides, Problems problems) {
        Configuration configuration = new Configuration(problems);
        file.ifPresent(configuration::readFile);
        for (Setting setting : Setting.values()) {
            Optional.ofNullable(environment.get(setting.variable()))
                    .ifPresent(value -> configuration.values.put(setting, value));
        }
        overrides.forEach(configuration::override);
        return configuration;
    }

    private void readFile(File file) {
        YamlMapping.parse(file.name(), file.yaml(), problems).ifPresent(top -> readFile(file, top));
    }

    private void readFile(File file, YamlMapping top) {
        Map<String, Setting> byKey = byKey();
        for (String group : top.keys()) {
            if (byKey.containsKey(group)) {
                top.optional(group).ifPresent(value -> set(group, value));
            } else if (group.equals(KAFKA)) {
                YamlMapping clients = top.mapping(group);
                clients.keys().forEach(name -> clients.optional(name).ifPresent(value -> kafka.put(name, value)));
            } else {
                readGroup(file, top, group, byKey);
            }
        }
    }

    private void readGroup(File file, YamlMapping top, String group, Map<String, Setting> byKey) {
        if (byKey.keySet().stream().noneMatch(key -> key.startsWith(group + "."))) {
            problems.add(file.name(), top.line(group), unknown(group));
            return;
        }
        YamlMapping settings = top.mapping(group);
        for (String name : settings.keys()) {
            String key = group + "." + name;
            if (byKey.containsKey(key)) {
                settings.optional(name).ifPresent(value -> set(key, value));
            } else {
                problems.add(file.name(), settings.line(name), unknown(key));
            }
        }
    }

    private void override(String key, String value) {
        if (key.startsWith(KAFKA + ".")) {
            kafka.put(key.substring(KAFKA.length() + 1), value);
        } else if (byKey().containsKey(key)) {
            set(key, value);
        } else {
            problems.add("the command line", 0, unknown(key));
        }
    }

    /** Names what stands where the key was looked for: the settings of its group, or the groups. */
    private static String unknown(String key) {
        String group = key.substring(0, key.indexOf('.') + 1);
        Set<String> known = new TreeSet<>(byKey().keySet());
        if (known.stream().anyMatch(other -> !group.isEmpty() && other.startsWith(group))) {
            known.removeIf(other -> !other.startsWith(group));
            return "There is no setting `" + key + "`; correct it to one of " + String.join(", ", known) + ".";
        }
        Set<String> groups = new TreeSet<>(Set.of(KAFKA + ".*"));
        known.forEach(other -> groups.add(other.contains(".") ? other.substring(0, other.indexOf('.')) + ".*" : other));
        return "There is no setting `" + key + "`; the settings are " + String.join(", ", groups)
                + " (see tidings.example.yaml).";
    }

    private static Map<String, Setting> byKey() {
        Map<String, Setting> byKey = new LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            byKey.put(setting.key(), setting);
        }
        return byKey;
    }

    private void set(String key, String value) {
        Optional.ofNullable(byKey().get(key)).ifPresent(setting -> values.put(setting, value));
    }

    /** A setting's text. */
    public String text(Setting setting) {
        return values.getOrDefault(setting, setting.fallback());
    }

    /** A setting's text, or another default where its own is empty. */
    public String text(Setting setting, String otherwise) {
        String text = text(setting);
        return text.isEmpty() ? otherwise : text;
    }

    /** A whole number from 1. */
    public int number(Setting setting) {
        String text = text(setting);
        if (text.matches("[1-9]\\d{0,8}")) {
            return Integer.parseInt(text);
        }
        problem(setting, "a whole number from 1");
        return 1;
    }

    /** A duration such as {@code 20ms}, {@code 5s}, {@code 10m}, {@code 2h} or {@code 7d}. */
    public Duration duration(Setting setting) {
        Matcher matcher = DURATION.matcher(text(setting));
        if (!matcher.matches()) {
            problem(setting, "a duration such as 20ms, 5s, 10m, 2h or 7d");
            return Duration.ZERO;
        }
        long amount = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** True or false. */
    public boolean flag(Setting setting) {
        String text = text(setting);
        if (!text.equals("true") && !text.equals("false")) {
            problem(setting, "true or false");
        }
        return text.equals("true");
    }

    /** One of a type's constants, in lower case. */
    public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        E[] constants = type.getEnumConstants();
        for (E constant : constants) {
            if (text(setting).equals(constant.name().toLowerCase(Locale.ROOT))) {
                return constant;
            }
        }
        problem(
                setting,
                Stream.of(constants)
                        .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                        .collect(Collectors.joining(" or ")));
        return constants[0];
    }

    /** A file that can be read; none when the setting is empty. */
    public Optional<Path> file(Setting setting) {
        String text = text(setting);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isReadable(Path.of(text)) || Files.isDirectory(Path.of(text))) {
            problem(setting, "a file that can be read");
        }
        return Optional.of(Path.of(text));
    }

    /** The Kafka clients' settings. */
    public Map<String, Object> kafka() {
        return Map.copyOf(kafka);
    }

    private void problem(Setting setting, String wanted) {
        problems.add("the configuration", 0, "`" + setting.key() + "` is " + wanted + ", not '" + text(setting) + "'.");
    }
}

package io.tidings.configuration;

import io.tidings.problem.Problems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The settings that hold: defaults, overridden by a file, by the environment, by the command line. Each has the form that
 * its setting asks for.
 */
public final class Configuration {
    static final String KAFKA = "kafka";
    static final Map<String, String> KAFKA_DEFAULTS = Map.of("bootstrap.servers", "localhost:9092");

    private final Map<Setting, Value> settings;
    private final Map<String, Value> kafka;

    Configuration(Map<Setting, Value> settings, Map<String, Value> kafka) {
        this.settings = new EnumMap<>(settings);
        this.kafka = new TreeMap<>(kafka);
    }

    /** Where a file's text comes from. */
    public record File(String name, String yaml) {}

    /**
     * Reads the configuration. What does not fit goes to the problems, all of it, and its default holds.
     *
     * @param overrides settings by key from the command line
     */
    public static Configuration read(
            Optional<File> file, Map<String, String> environment, Map<String, String> overrides, Problems problems) {
        ConfigurationReader reader = new ConfigurationReader(environment, problems);
        file.ifPresent(reader::file);
        reader.environment();
        reader.commandLine(overrides);
        return reader.configuration();
    }

    /** A setting with its origin. */
    public Value value(Setting setting) {
        return settings.getOrDefault(setting, new Value(setting.fallback(), Value.DEFAULT));
    }

    /** A setting's text. */
    public String text(Setting setting) {
        return value(setting).text();
    }

    /** A setting's text, or another default where its own is empty. */
    public String text(Setting setting, String otherwise) {
        String text = text(setting);
        return text.isEmpty() ? otherwise : text;
    }

    /** A whole number, as large as the setting allows. */
    public int number(Setting setting) {
        return Integer.parseInt(text(setting));
    }

    /** A duration; none is zero. */
    public Duration duration(Setting setting) {
        String text = text(setting);
        String unit = text.replaceFirst("\\d+", "");
        long amount = Long.parseLong(text.substring(0, text.length() - unit.length()));
        return switch (unit) {
            case "", "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            case "h" -> Duration.ofHours(amount);
            default -> Duration.ofDays(amount);
        };
    }

    /** A size in bytes; 0 when there is none. */
    public long bytes(Setting setting) {
        String text = text(setting);
        String unit = text.replaceFirst("\\d*", "");
        long amount = text.equals(unit) ? 0 : Long.parseLong(text.substring(0, text.length() - unit.length()));
        return switch (unit) {
            case "TB" -> amount << 40;
            case "GB" -> amount << 30;
            case "MB" -> amount << 20;
            case "kB" -> amount << 10;
            default -> amount;
        };
    }

    /** True or false. */
    public boolean flag(Setting setting) {
        return Boolean.parseBoolean(text(setting));
    }

    /** One of a type's constants; the setting has their names in lower case, with a hyphen between words. */
    public <E extends Enum<E>> E choice(Setting setting, Class<E> type) {
        return Enum.valueOf(type, text(setting).toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    /** A file that can be read; none when the setting is empty. */
    public Optional<Path> file(Setting setting) {
        String text = text(setting);
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }

    /** The Kafka clients' settings. */
    public Map<String, Object> kafka() {
        Map<String, Object> texts = new LinkedHashMap<>();
        kafka.forEach((key, value) -> texts.put(key, value.text()));
        return texts;
    }

    /** The Kafka clients' settings with their origins, by key. */
    public Map<String, Value> kafkaValues() {
        return Map.copyOf(kafka);
    }
}

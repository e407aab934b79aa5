package io.tidings.command;

import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.configuration.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** A configuration as the YAML that means the same, the origin of each value beside it. Secrets do not show. */
final class EffectiveConfiguration {
    private static final String HIDDEN = "***";
    private static final Pattern SECRET_OF_KAFKA =
            Pattern.compile(".*(password|passphrase|secret|token|jaas|assertion|private|credential|keystore\\.key).*");
    private static final Pattern CREDENTIALS_IN_ADDRESS = Pattern.compile("//[^/@\\s]+@");

    /** What needs no quotes for a reader that takes every scalar as a text, as ours does. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9/]([A-Za-z0-9_./:,+-]*[A-Za-z0-9_./+-])?");

    private final List<Line> lines = new ArrayList<>();

    /** One line, with an origin unless it is a group's. */
    private record Line(String text, String origin) {}

    private EffectiveConfiguration() {}

    static String yaml(Configuration configuration) {
        EffectiveConfiguration effective = new EffectiveConfiguration();
        String group = "";
        for (Setting setting : Setting.values()) {
            String[] place = setting.key().split("\\.", 2);
            if (place.length == 2 && !place[0].equals(group)) {
                group = place[0];
                effective.lines.add(new Line(group + ":", ""));
            }
            Value value = configuration.value(setting);
            String indented = place.length == 2 ? "  " + place[1] : place[0];
            effective.add(indented, value, setting.isSecret());
        }
        effective.lines.add(new Line("kafka:", ""));
        new TreeMap<>(configuration.kafkaValues())
                .forEach((key, value) -> effective.add("  " + key, value, isSecretOfKafka(key)));
        return effective.text();
    }

    static boolean isSecretOfKafka(String key) {
        return SECRET_OF_KAFKA.matcher(key.toLowerCase(Locale.ROOT)).matches();
    }

    private void add(String name, Value value, boolean secret) {
        boolean hidden = secret && !value.text().isEmpty();
        String text =
                hidden ? HIDDEN : CREDENTIALS_IN_ADDRESS.matcher(value.text()).replaceAll("//" + HIDDEN + "@");
        lines.add(new Line(name + ": " + scalar(text), value.origin()));
    }

    private static String scalar(String text) {
        if (PLAIN.matcher(text).matches()) {
            return text;
        }
        DumperOptions options = new DumperOptions();
        options.setSplitLines(false);
        String plain = new Yaml(options).dump(text).strip();
        return text.lines().count() > 1 || text.isEmpty() ? quoted(options, text) : plain;
    }

    private static String quoted(DumperOptions options, String text) {
        options.setDefaultScalarStyle(DumperOptions.ScalarStyle.DOUBLE_QUOTED);
        return new Yaml(options).dump(text).strip();
    }

    private String text() {
        int width = lines.stream()
                .filter(line -> !line.origin().isEmpty())
                .mapToInt(line -> Math.min(60, line.text().length()))
                .max()
                .orElse(0);
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            text.append(line.text());
            if (!line.origin().isEmpty()) {
                text.append(" ".repeat(Math.max(0, width - line.text().length())))
                        .append("  # ")
                        .append(line.origin());
            }
            text.append('\n');
        }
        return text.toString();
    }
}

package io.tidings.configuration;

import io.tidings.problem.Problems;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills <code>${NAME}</code> and <code>${NAME:-default}</code> from the environment, as a shell does: the default holds
 * when the variable is not set or empty. <code>$${</code> is a plain <code>${</code>. Other braces stay, so that Kafka's
 * own <code>${file:…}</code> reaches it.
 */
final class Placeholders {
    private static final Pattern PLACEHOLDER =
            Pattern.compile("\\$(\\$\\{)|\\$\\{([A-Za-z_][A-Za-z0-9_]*)(?::-([^}]*))?}");

    private final Map<String, String> environment;
    private final Problems problems;

    Placeholders(Map<String, String> environment, Problems problems) {
        this.environment = environment;
        this.problems = problems;
    }

    String filled(String text, String file, int line) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(found ->
                        Matcher.quoteReplacement(found.group(1) != null ? found.group(1) : value(found, file, line)));
    }

    private String value(MatchResult found, String file, int line) {
        String variable = found.group(2);
        String fallback = found.group(3);
        String value = environment.getOrDefault(variable, "");
        if (fallback != null) {
            return value.isEmpty() ? fallback : value;
        }
        if (!environment.containsKey(variable)) {
            problems.add(
                    file,
                    line,
                    "The environment variable " + variable + " is not set; set it, or give a default as in ${"
                            + variable + ":-default}.");
        }
        return value;
    }
}

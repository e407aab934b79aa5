package io.tidings.quickstart.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The steps of a file: after {@code --- name | weight}, SQL with draws in braces; or, after {@code | copy}, a query for
 * one text, {@code <<<}, and the COPY that reads the text.
 */
final class Steps {
    private static final Pattern HEADING = Pattern.compile("(?m)^--- (.+?) \\| ([0-9.]+)(?: \\| copy)?$");

    private final List<Step> steps;
    private final double weights;

    /** A step, as it stands in its file. */
    record Step(String name, double weight, String sql, Optional<String> copy) {
        /** PostgreSQL does not say how many rows such a statement changes. */
        boolean tellsNoRows() {
            return sql.startsWith("truncate") || sql.startsWith("do ");
        }
    }

    private Steps(List<Step> steps) {
        this.steps = steps;
        this.weights = steps.stream().mapToDouble(Step::weight).sum();
    }

    static Steps parse(String text) {
        List<Step> steps = new ArrayList<>();
        Matcher heading = HEADING.matcher(text);
        boolean more = heading.find();
        while (more) {
            String name = heading.group(1);
            double weight = Double.parseDouble(heading.group(2));
            int begin = heading.end();
            more = heading.find();
            String[] parts = text.substring(begin, more ? heading.start() : text.length())
                    .split("(?m)^<<<$");
            steps.add(new Step(
                    name,
                    weight,
                    parts[0].strip(),
                    parts.length > 1 ? Optional.of(parts[1].strip()) : Optional.empty()));
        }
        return new Steps(steps);
    }

    /** One of them; a step of twice the weight comes twice as often. */
    Step choose(Random random) {
        double left = random.nextDouble() * weights;
        for (Step step : steps) {
            left -= step.weight();
            if (left < 0) {
                return step;
            }
        }
        return steps.get(steps.size() - 1);
    }

    List<String> names() {
        return steps.stream().map(Step::name).toList();
    }
}

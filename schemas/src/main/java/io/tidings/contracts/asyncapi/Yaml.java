package io.tidings.contracts.asyncapi;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;

/**
 * Writes json as YAML. A text stands without quotes only where every version of YAML reads it as that text: YAML 1.1 and
 * 1.2 do not agree on what is a number.
 */
final class Yaml extends Representer {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z][\\w.-]*( [\\w.,()-]+)*");
    private static final Set<String> WORDS = Set.of("true", "false", "yes", "no", "on", "off", "y", "n", "null");

    private Yaml(DumperOptions options) {
        super(options);
    }

    static String of(JsonNode json) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setSplitLines(false);
        options.setIndicatorIndent(2);
        options.setIndentWithIndicator(true);
        options.setLineBreak(DumperOptions.LineBreak.UNIX);
        return new org.yaml.snakeyaml.Yaml(new Yaml(options), options)
                .dump(new ObjectMapper().convertValue(json, Object.class));
    }

    @Override
    protected Node representScalar(Tag tag, String value, ScalarStyle style) {
        boolean quoted = tag.equals(Tag.STR)
                && (!PLAIN.matcher(value).matches() || WORDS.contains(value.toLowerCase(Locale.ROOT)));
        return super.representScalar(tag, value, quoted ? ScalarStyle.DOUBLE_QUOTED : ScalarStyle.PLAIN);
    }
}

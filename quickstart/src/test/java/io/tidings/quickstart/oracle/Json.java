package io.tidings.quickstart.oracle;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares the json that PostgreSQL made with an event's. */
final class Json {
    private static final int SHOWN = 200;

    private Json() {}

    /** Where the two differ, field by field. */
    static List<String> differences(@Nullable JsonNode expected, JsonNode actual) {
        List<String> differences = new ArrayList<>();
        collect("", expected == null ? MissingNode.getInstance() : expected, actual, differences);
        return differences;
    }

    private static void collect(String path, JsonNode expected, JsonNode actual, List<String> differences) {
        if (expected.isObject() && actual.isObject()) {
            TreeSet<String> names = new TreeSet<>();
            expected.fieldNames().forEachRemaining(names::add);
            actual.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> collect(path + "/" + name, expected.path(name), actual.path(name), differences));
        } else if (expected.isArray() && actual.isArray() && expected.size() == actual.size()) {
            for (int i = 0; i < expected.size(); i++) {
                collect(path + "/" + i, expected.get(i), actual.get(i), differences);
            }
        } else if (!same(expected, actual)) {
            differences.add(path + " is " + shown(actual) + " and must be " + shown(expected));
        }
    }

    private static boolean same(JsonNode expected, JsonNode actual) {
        if (!actual.isNumber()) {
            return actual.equals(expected);
        }
        if (actual.isFloat() || actual.isDouble()) {
            boolean finite = Double.isFinite(actual.doubleValue());
            return finite ? sameNumber(expected, actual) : expected.asText().equals(actual.asText());
        }
        return expected.isNumber() && expected.decimalValue().compareTo(actual.decimalValue()) == 0;
    }

    private static boolean sameNumber(JsonNode expected, JsonNode actual) {
        return expected.isNumber()
                && (actual.isFloat()
                        ? (float) expected.doubleValue() == actual.floatValue()
                        : expected.doubleValue() == actual.doubleValue());
    }

    private static String shown(JsonNode node) {
        String text = node.toString();
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "… (" + text.length() + " characters)";
    }
}

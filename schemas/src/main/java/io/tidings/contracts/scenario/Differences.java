package io.tidings.contracts.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidings.contracts.plan.Text;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds where an event's json is not as expected: of objects only members that are named count, of lists all elements. */
record Differences(List<String> found) {

    void compare(String path, @Nullable Object wanted, @Nullable JsonNode actual) {
        if (actual == null) {
            found.add("it has no field " + path);
        } else if (wanted instanceof Map<?, ?> members) {
            members(path, members, actual);
        } else if (wanted instanceof List<?> elements) {
            elements(path, elements, actual);
        } else if (wanted == null ? !actual.isNull() : actual.isNull() || !same(Text.of(wanted), text(actual))) {
            found.add(path + " is " + actual + " and must be " + wanted);
        }
    }

    private void members(String path, Map<?, ?> wanted, JsonNode actual) {
        if (!actual.isObject()) {
            found.add(path + " is " + actual + " and must have " + wanted.keySet());
            return;
        }
        wanted.forEach((name, member) -> compare(path + "." + name, member, actual.get(String.valueOf(name))));
    }

    private void elements(String path, List<?> wanted, JsonNode actual) {
        if (!actual.isArray() || actual.size() != wanted.size()) {
            found.add(path + " is " + actual + " and must have " + wanted.size() + " elements");
            return;
        }
        for (int i = 0; i < wanted.size(); i++) {
            compare(path + "[" + i + "]", wanted.get(i), actual.get(i));
        }
    }

    private static String text(JsonNode node) {
        return node.isValueNode() ? node.asText() : node.toString();
    }

    /** Equal, or the name of the same uuid. */
    static boolean same(String wanted, String actual) {
        return wanted.equals(actual) || LoggedValue.uuid(wanted).equals(actual);
    }
}

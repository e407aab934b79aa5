package io.tidings.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's text form of an array: {@code {a,"b,\"c",NULL}}, which bounds can precede: {@code [5:6]={1,2}}. */
final class ArrayLiteral {
    private final String text;
    private int at;

    private ArrayLiteral(String text) {
        this.text = text;
        this.at = text.startsWith("[") ? text.indexOf('=') + 1 : 0;
    }

    /** The elements; empty when they are arrays themselves. */
    static Optional<List<@Nullable String>> elements(String text) {
        ArrayLiteral literal = new ArrayLiteral(text);
        literal.at++;
        if (text.charAt(literal.at) == '{') {
            return Optional.empty();
        }
        List<@Nullable String> elements = new ArrayList<>();
        while (text.charAt(literal.at) != '}') {
            elements.add(literal.element());
            if (text.charAt(literal.at) == ',') {
                literal.at++;
            }
        }
        return Optional.of(elements);
    }

    private @Nullable String element() {
        if (text.charAt(at) == '"') {
            at++;
            String element = until("\"");
            at++;
            return element;
        }
        String element = until(",}");
        return element.equals("NULL") ? null : element;
    }

    private String until(String ends) {
        StringBuilder element = new StringBuilder();
        while (ends.indexOf(text.charAt(at)) < 0) {
            at += text.charAt(at) == '\\' ? 1 : 0;
            element.append(text.charAt(at++));
        }
        return element.toString();
    }
}

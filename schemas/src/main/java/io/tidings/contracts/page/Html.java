package io.tidings.contracts.page;

import java.util.ArrayDeque;
import java.util.Deque;

/** Writes html: what is open is closed, and every text and attribute is escaped. */
final class Html {
    private final StringBuilder written = new StringBuilder();
    private final Deque<String> open = new ArrayDeque<>();

    /** Begins an element; attributes are names and values in turn. */
    Html open(String element, String... attributes) {
        tag(element, attributes);
        open.push(element);
        return this;
    }

    /** An element that has no content. */
    Html empty(String element, String... attributes) {
        tag(element, attributes);
        return this;
    }

    /** An element of text alone. */
    Html element(String element, String text, String... attributes) {
        return open(element, attributes).text(text).close();
    }

    Html text(String text) {
        escape(text);
        return this;
    }

    /** Documentation: what is between backticks is code. */
    Html prose(String text) {
        String[] parts = text.split("`", -1);
        for (int part = 0; part < parts.length; part++) {
            boolean code = part % 2 == 1 && part < parts.length - 1;
            if (code) {
                element("code", parts[part]);
            } else {
                text(part % 2 == 1 ? "`" + parts[part] : parts[part]);
            }
        }
        return this;
    }

    /** A style or a script of the page's own, which must be as it is. */
    Html own(String element, String content) {
        written.append('<').append(element).append('>').append(content);
        written.append("</").append(element).append(">\n");
        return this;
    }

    /** Ends the innermost element. */
    Html close() {
        written.append("</").append(open.pop()).append(">");
        return this;
    }

    /** For whoever reads the source. */
    Html line() {
        written.append('\n');
        return this;
    }

    private void tag(String element, String... attributes) {
        written.append('<').append(element);
        for (int name = 0; name < attributes.length; name += 2) {
            written.append(' ').append(attributes[name]).append("=\"");
            escape(attributes[name + 1]);
            written.append('"');
        }
        written.append('>');
    }

    private void escape(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            switch (character) {
                case '&' -> written.append("&amp;");
                case '<' -> written.append("&lt;");
                case '>' -> written.append("&gt;");
                case '"' -> written.append("&quot;");
                case '\'' -> written.append("&#39;");
                default -> written.append(character);
            }
        }
    }

    @Override
    public String toString() {
        if (!open.isEmpty()) {
            throw new IllegalStateException("The page ends within " + open + ".");
        }
        return "<!doctype html>\n" + written + "\n";
    }
}

package io.tidings.contracts.path;

import java.util.ArrayList;
import java.util.List;

/**
 * A piece of a path's text.
 *
 * @param position its first character, from 0
 */
record Token(Kind kind, String text, int position) {

    enum Kind {
        NAME,
        QUOTED_NAME,
        LITERAL,
        SYMBOL,
        END
    }

    private static final List<String> SYMBOLS =
            List.of("->", "<-", "!=", ".", "/", "|", "(", ")", "[", "]", "=", ",", "@");

    boolean is(String symbol) {
        return kind == Kind.SYMBOL && text.equals(symbol);
    }

    boolean isWord(String word) {
        return kind == Kind.NAME && text.equalsIgnoreCase(word);
    }

    boolean isName() {
        return kind == Kind.NAME || kind == Kind.QUOTED_NAME;
    }

    static List<Token> all(String path) throws PathException {
        List<Token> tokens = new ArrayList<>();
        int at = 0;
        while (at < path.length()) {
            if (Character.isWhitespace(path.charAt(at))) {
                at++;
                continue;
            }
            Token token = next(path, at);
            tokens.add(token);
            at = end(path, token);
        }
        tokens.add(new Token(Kind.END, "the end", path.length()));
        return tokens;
    }

    private static Token next(String path, int at) throws PathException {
        char first = path.charAt(at);
        if (first == '"' || first == '\'') {
            return delimited(path, at, first);
        }
        if (Character.isLetter(first) || first == '_') {
            return new Token(Kind.NAME, run(path, at), at);
        }
        if (Character.isDigit(first)
                || first == '-' && at + 1 < path.length() && Character.isDigit(path.charAt(at + 1))) {
            return new Token(Kind.LITERAL, number(path, at), at);
        }
        return SYMBOLS.stream()
                .filter(symbol -> path.startsWith(symbol, at))
                .findFirst()
                .map(symbol -> new Token(Kind.SYMBOL, symbol, at))
                .orElseThrow(() -> new PathException(path, at, "'" + first + "' means nothing here"));
    }

    private static Token delimited(String path, int at, char delimiter) throws PathException {
        StringBuilder text = new StringBuilder();
        for (int i = at + 1; i < path.length(); i++) {
            if (path.charAt(i) != delimiter) {
                text.append(path.charAt(i));
            } else if (i + 1 < path.length() && path.charAt(i + 1) == delimiter) {
                text.append(delimiter);
                i++;
            } else {
                return new Token(delimiter == '"' ? Kind.QUOTED_NAME : Kind.LITERAL, text.toString(), at);
            }
        }
        throw new PathException(path, at, "this quote is not closed");
    }

    private static String run(String path, int at) {
        int end = at;
        while (end < path.length() && inName(path.charAt(end))) {
            end++;
        }
        return path.substring(at, end);
    }

    /** As in PostgreSQL, a dollar sign can stand in a name, but not at its begin. */
    private static boolean inName(char character) {
        return Character.isLetterOrDigit(character) || character == '_' || character == '$';
    }

    private static String number(String path, int at) {
        int end = digits(path, at + 1);
        if (end + 1 < path.length() && path.charAt(end) == '.' && Character.isDigit(path.charAt(end + 1))) {
            end = digits(path, end + 1);
        }
        return path.substring(at, end);
    }

    private static int digits(String path, int at) {
        int end = at;
        while (end < path.length() && Character.isDigit(path.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int end(String path, Token token) {
        if (token.kind == Kind.QUOTED_NAME || token.kind == Kind.LITERAL && path.charAt(token.position) == '\'') {
            char delimiter = path.charAt(token.position);
            return token.position
                    + 2
                    + token.text
                            .replace("" + delimiter, "" + delimiter + delimiter)
                            .length();
        }
        return token.position + token.text.length();
    }
}

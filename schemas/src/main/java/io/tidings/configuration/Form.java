package io.tidings.configuration;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What the text of a setting must be.
 *
 * @param fits whether a text is of this form
 * @param wanted what it must be, to follow "must be"
 * @param secret whether the text never prints
 */
record Form(Predicate<String> fits, String wanted, boolean secret) {
    static final Form TEXT = new Form(text -> true, "a text", false);
    static final Form SECRET = new Form(text -> true, "a text", true);
    static final Form FLAG = oneOf("true", "false");
    static final Form DURATION =
            new Form(matching("\\d{1,9}(ms|s|m|h|d)"), "a duration such as 20ms, 5s, 10m, 2h or 7d", false);

    static final Form DURATION_OR_NONE = new Form(DURATION.fits().or("0"::equals), DURATION.wanted() + ", or 0", false);

    /** An amount of bytes, with the units of PostgreSQL, which are powers of 1024; none when empty or 0. */
    static final Form SIZE =
            new Form(matching("0?|[1-9]\\d{0,6}(kB|MB|GB|TB)"), "a size such as 500MB, 10GB or 1TB, or 0", false);

    static final Form PORT = number(65_535);
    static final Form PORT_OR_NONE = numberOrZero(65_535);

    /** Names a file; nothing is none. */
    static final Form FILE = new Form(Form::isReadableOrNone, "a file that can be read", false);

    private static boolean isReadableOrNone(String text) {
        try {
            return text.isEmpty() || (Files.isReadable(Path.of(text)) && !Files.isDirectory(Path.of(text)));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    static Form number(int largest) {
        return new Form(
                matching("[1-9]\\d{0,8}").and(text -> Integer.parseInt(text) <= largest),
                "a whole number from 1 to " + largest,
                false);
    }

    static Form numberOrZero(int largest) {
        return new Form(number(largest).fits().or("0"::equals), "a whole number from 0 to " + largest, false);
    }

    static Form oneOf(String... words) {
        return new Form(new TreeSet<>(Set.of(words))::contains, String.join(" or ", words), false);
    }

    private static Predicate<String> matching(String pattern) {
        return Pattern.compile(pattern).asMatchPredicate();
    }
}

package io.tidings.contracts.plan;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column are ordered: numbers by value, times by time, {@code character(n)} without its trailing
 * spaces, everything else by code point, which is PostgreSQL's collation "C". Nulls come last ascending and first descending.
 *
 * @param column the column compared
 * @param kind what its values are
 */
public record Ordering(String column, Kind kind, boolean descending) implements Comparator<Row> {
    private static final Set<String> NUMBERS =
            Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision", "oid");

    private static final Pattern DATE = Pattern.compile("([+-]?\\d{4,})-(.*)");

    /** What is compared. */
    public enum Kind {
        NUMBER,
        TIME,
        PADDED_TEXT,
        TEXT
    }

    /** The order of a column of the given PostgreSQL type. */
    public static Ordering of(String column, String type, boolean descending) {
        String bare = type.replaceAll("\\(.*?\\)", "");
        return new Ordering(column, kind(bare), descending);
    }

    private static Kind kind(String bare) {
        if (NUMBERS.contains(bare)) {
            return Kind.NUMBER;
        }
        if (bare.equals("date") || bare.startsWith("time") && !bare.endsWith("[]")) {
            return Kind.TIME;
        }
        return bare.equals("character") ? Kind.PADDED_TEXT : Kind.TEXT;
    }

    /** By the first of the orders, then by the next, and so on. */
    public static Comparator<Row> all(List<Ordering> orders) {
        return (left, right) -> {
            for (Ordering order : orders) {
                int result = order.compare(left, right);
                if (result != 0) {
                    return result;
                }
            }
            return 0;
        };
    }

    @Override
    public int compare(Row left, Row right) {
        Object a = left.value(column);
        Object b = right.value(column);
        int ascending = a == null || b == null ? Boolean.compare(a == null, b == null) : compareValues(a, b);
        return descending ? -ascending : ascending;
    }

    private int compareValues(Object a, Object b) {
        return kind == Kind.NUMBER && Text.isWhole(a) && Text.isWhole(b)
                ? Long.compare(((Number) a).longValue(), ((Number) b).longValue())
                : compareTexts(Text.of(a), Text.of(b));
    }

    /** Whether two values of this column, neither of them null, are the same. */
    boolean same(String left, String right) {
        return compareTexts(left, right) == 0;
    }

    private int compareTexts(String a, String b) {
        return switch (kind) {
            case NUMBER -> compareNumbers(a, b);
            case TIME -> compareTimes(a, b);
            case PADDED_TEXT -> compareCodePoints(a.replaceAll(" +$", ""), b.replaceAll(" +$", ""));
            case TEXT -> compareCodePoints(a, b);
        };
    }

    private static int compareNumbers(String a, String b) {
        BigDecimal left = number(a);
        BigDecimal right = number(b);
        // As in PostgreSQL, -Infinity is below and Infinity, then NaN, above every number.
        return left != null && right != null ? left.compareTo(right) : Integer.compare(rank(a), rank(b));
    }

    private static @Nullable BigDecimal number(String text) {
        return rank(text) == 0 ? new BigDecimal(text) : null;
    }

    private static int compareTimes(String a, String b) {
        int byRank = Integer.compare(rank(a), rank(b));
        if (byRank != 0) {
            return byRank;
        }
        int byYear = Long.compare(year(a), year(b));
        return byYear != 0 ? byYear : compareCodePoints(withinYear(a), withinYear(b));
    }

    /** The year of an ISO date, which can have a sign and more than four digits; 0 for a time of day. */
    private static long year(String time) {
        Matcher date = DATE.matcher(time);
        return date.matches() ? Long.parseLong(date.group(1)) : 0;
    }

    /** An ISO time of one zone sorts as text without the zone's letter and the zeroes that end a fraction. */
    private static String withinYear(String time) {
        Matcher date = DATE.matcher(time);
        String rest = date.matches() ? date.group(2) : time;
        String unzoned = rest.endsWith("Z") ? rest.substring(0, rest.length() - 1) : rest;
        return unzoned.indexOf('.') < 0 ? unzoned : unzoned.replaceAll("\\.?0+$", "");
    }

    private static int rank(String text) {
        return switch (text) {
            case "-Infinity", "NEGATIVE_INFINITY", "-infinity" -> -1;
            case "Infinity", "POSITIVE_INFINITY", "infinity" -> 1;
            case "NaN", "NAN" -> 2;
            default -> 0;
        };
    }

    private static int compareCodePoints(String a, String b) {
        int shorter = Math.min(a.length(), b.length());
        for (int i = 0; i < shorter; i++) {
            char left = a.charAt(i);
            char right = b.charAt(i);
            if (left != right) {
                return Character.isSurrogate(left) == Character.isSurrogate(right)
                        ? Character.compare(left, right)
                        : Boolean.compare(Character.isSurrogate(left), Character.isSurrogate(right));
            }
        }
        return Integer.compare(a.length(), b.length());
    }
}

package io.tidings.contracts.plan;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How the values of a column are ordered: numbers by value, times by time, everything else by code point, which is
 * PostgreSQL's collation "C". Nulls come last ascending and first descending.
 *
 * @param column the column compared
 * @param kind what its values are
 */
public record Ordering(String column, Kind kind, boolean descending) implements Comparator<Row> {
    private static final Set<String> NUMBERS =
            Set.of("smallint", "integer", "bigint", "numeric", "real", "double precision", "oid");

    /** What is compared. */
    public enum Kind {
        NUMBER,
        TIME,
        TEXT
    }

    /** The order of a column of the given PostgreSQL type. */
    public static Ordering of(String column, String type, boolean descending) {
        String bare = type.replaceAll("\\(.*?\\)", "");
        Kind kind = NUMBERS.contains(bare)
                ? Kind.NUMBER
                : bare.startsWith("time") || bare.equals("date") ? Kind.TIME : Kind.TEXT;
        return new Ordering(column, kind, descending);
    }

    /** By the first of the orders, then by the next, and so on. */
    static Comparator<Row> all(List<Ordering> orders) {
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
        String a = Text.orNull(left.value(column));
        String b = Text.orNull(right.value(column));
        int ascending = a == null || b == null ? Boolean.compare(a == null, b == null) : compareTexts(a, b);
        return descending ? -ascending : ascending;
    }

    /** Whether two values of this column, neither of them null, are the same. */
    boolean same(String left, String right) {
        return compareTexts(left, right) == 0;
    }

    private int compareTexts(String a, String b) {
        return switch (kind) {
            case NUMBER -> compareNumbers(a, b);
            case TIME -> compareCodePoints(sortable(a), sortable(b));
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

    private static int rank(String text) {
        return switch (text) {
            case "-Infinity" -> -1;
            case "Infinity" -> 1;
            case "NaN" -> 2;
            default -> 0;
        };
    }

    /** An ISO time of one zone sorts as text once its fraction is not cut short by the zone's letter. */
    private static String sortable(String time) {
        return time.endsWith("Z") ? time.substring(0, time.length() - 1) : time;
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

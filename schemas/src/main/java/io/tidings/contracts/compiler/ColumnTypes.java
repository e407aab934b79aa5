package io.tidings.contracts.compiler;

import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which Avro types a PostgreSQL type can become, and which PostgreSQL types can be compared. */
final class ColumnTypes {
    /** The type of a member of a json object: not known before it is read. */
    static final String JSON_MEMBER = "a json member";

    private static final Set<String> INTEGERS = Set.of("smallint", "integer");
    private static final Set<String> LONGS = Set.of("smallint", "integer", "bigint", "oid");
    private static final Set<String> NUMBERS =
            Set.of("smallint", "integer", "bigint", "oid", "numeric", "real", "double precision");
    private static final Set<String> TEXTS = Set.of("text", "character varying", "character", "citext", "name");
    private static final Set<String> JSONS = Set.of("json", "jsonb", "hstore");

    /** Equal whatever their case, their zone, their units, their spaces. */
    private static final Set<String> UNFINDABLE =
            Set.of("citext", "time with time zone", "interval", "json", "jsonb", "hstore", "xml");

    private static final Map<String, Set<String>> FITS = Map.ofEntries(
            Map.entry("int", INTEGERS),
            Map.entry("long", LONGS),
            Map.entry("float", Set.of("real", "smallint")),
            Map.entry("double", Set.of("real", "double precision", "smallint", "integer")),
            Map.entry("boolean", Set.of("boolean")),
            Map.entry("bytes", Set.of("bytea")),
            Map.entry("decimal", Set.of("numeric", "smallint", "integer", "bigint")),
            Map.entry("uuid", Set.of("uuid", "text", "character varying", "character")),
            Map.entry("date", Set.of("date")),
            Map.entry("time-millis", Set.of("time without time zone")),
            Map.entry("time-micros", Set.of("time without time zone")),
            Map.entry("timestamp-millis", Set.of("timestamp with time zone")),
            Map.entry("timestamp-micros", Set.of("timestamp with time zone")),
            Map.entry("local-timestamp-millis", Set.of("timestamp without time zone")),
            Map.entry("local-timestamp-micros", Set.of("timestamp without time zone")));

    private static final String DATE = "[+-]?\\d{4,}-\\d\\d-\\d\\d";
    private static final String TIME = "\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?";

    private ColumnTypes() {}

    /** A type without its length, precision or scale: {@code numeric(10,2)} is {@code numeric}. */
    static String bare(String type) {
        return type.replaceAll("\\(.*?\\)", "");
    }

    /**
     * Whether a value of the PostgreSQL type fits the Avro type.
     *
     * @param avro the logical type's name, or else the type's
     */
    static boolean fits(String avro, String postgres) {
        String bare = bare(postgres);
        if (bare.equals(JSON_MEMBER) || avro.equals("string")) {
            return true;
        }
        if (avro.equals("enum")) {
            return !NUMBERS.contains(bare) && !JSONS.contains(bare) && !bare.endsWith("[]");
        }
        return FITS.getOrDefault(avro, Set.of()).contains(bare);
    }

    /** All Avro types that some column can become, but for string and enum, which nearly every column can. */
    static Set<String> avroTypes() {
        return FITS.keySet();
    }

    static boolean isJson(String postgres) {
        return JSONS.contains(bare(postgres)) || postgres.equals(JSON_MEMBER);
    }

    /** Whether a value of one type can equal one of the other. */
    static boolean comparable(String left, String right) {
        String a = bare(left);
        String b = bare(right);
        return a.equals(b)
                || left.equals(JSON_MEMBER)
                || List.of(NUMBERS, TEXTS).stream().anyMatch(family -> family.contains(a) && family.contains(b));
    }

    /**
     * Whether rows can be found by values of the type: what PostgreSQL takes for equal has one text then, and what it takes
     * for different has two.
     */
    static boolean findable(String postgres) {
        return !UNFINDABLE.contains(bare(postgres));
    }

    /** Whether values of two comparable types that are equal have the same text: those of fixed width are padded. */
    static boolean sameText(String left, String right) {
        boolean padded = bare(left).equals("character") || bare(right).equals("character");
        return !padded || left.equals(right) || left.equals(JSON_MEMBER);
    }

    /** What a literal compared with a date or time looks like. */
    static String isoPattern(String postgres) {
        return switch (bare(postgres)) {
            case "date" -> DATE;
            case "time without time zone" -> TIME;
            case "time with time zone" -> TIME + "Z";
            case "timestamp without time zone" -> DATE + "T" + TIME;
            default -> DATE + "T" + TIME + "Z|-?infinity";
        };
    }

    /** How literals of a type are written, for messages. */
    static String literalsOf(String postgres) {
        return switch (bare(postgres)) {
            case "boolean" -> "write true or false";
            case "date" -> "write '2024-02-29'";
            case "time without time zone" -> "write '10:34:56'";
            case "time with time zone" -> "write '10:34:56Z', in UTC";
            case "timestamp without time zone" -> "write '2024-02-29T10:34:56'";
            case "timestamp with time zone" -> "write '2024-02-29T10:34:56Z', in UTC";
            default -> "write a number";
        };
    }
}

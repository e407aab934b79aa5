package io.tidings.quickstart.oracle;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Draws what stands in braces in a step: literals of SQL, nasty ones among them. */
final class Draw {
    private static final Pattern BRACES = Pattern.compile("\\{(\\w+)(:\\w+)?}");
    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "ä",
            "\u0001",
            "\uFFFD",
            "😀",
            "it''s \"x\"\\",
            "NULL",
            "{}",
            "1",
            "01",
            "A",
            "line\nline\t",
            "Z");

    private final Random random;
    private final Map<String, Function<Random, String>> draws = new HashMap<>();

    Draw(Random random) {
        this.random = random;
        entities();
        numbers();
        times();
        texts();
        changes();
    }

    /** The SQL with a draw in place of everything in braces; draws can have braces themselves. */
    String fill(String sql) {
        return fill(sql, new HashMap<>());
    }

    private String fill(String sql, Map<String, String> bound) {
        return BRACES.matcher(sql).replaceAll(match -> {
            Function<Random, String> draw = draws.get(match.group(1));
            if (draw == null) {
                return Matcher.quoteReplacement(match.group());
            }
            String drawn = match.group(2) == null
                    ? draw.apply(random)
                    : bound.computeIfAbsent(match.group(), unused -> draw.apply(random));
            return Matcher.quoteReplacement(fill(drawn, bound));
        });
    }

    private void entities() {
        draws.put("item", number(1, 24));
        draws.put("person", number(1, 8));
        draws.put("kind", number(0, 5));
        draws.put("node", number(1, 16));
        draws.put("digit", number(0, 9));
        draws.put("actor", oneOf("{person}", "{person}", "{person}", "null", "99"));
        draws.put(
                "folder", oneOf("'f1'", "'f2'", "'f3'", "'F3'", "'ä'", "''", "'a\u0001'", "'😀'", "'f/4 {x}'", "'1'"));
        draws.put("file", oneOf("'file 1'", "'file 2'", "'file 3'", "'file 4'", "'ﬁle'", "'it''s'", "'login 1'", "''"));
        draws.put("login", oneOf("'login 1'", "'login 2'", "'login 3'", "'login 4'", "'login 5'", "'login 6'", "'ü'"));
        draws.put("region", oneOf("'north'", "'south'", "'deep south'", "'west'", "'ööst'"));
        draws.put("action", oneOf("'item_seen'", "'folder_seen'", "'node_seen'", "'person_seen'", "'item_deleted'"));
        draws.put(
                "kindAndId",
                oneOf(
                        "'ITEM', '{item}'",
                        "'FOLDER', {folder}",
                        "'NODE', '{node}'",
                        "'PERSON', '{person}'",
                        "null, null",
                        "'ITEM', '0{item}'",
                        "'NODE', null",
                        "'NOTHING', '1'"));
    }

    private void numbers() {
        draws.put("small", oneOf("null", "0", "-32768", "32767", "{digit}"));
        draws.put("positive", oneOf("null", "1", "2147483647", "{digit} + 1"));
        draws.put("big", oneOf("null", "9007199254740993", "9223372036854775807", "-9223372036854775808", "{digit}"));
        draws.put("boolean", oneOf("true", "false"));
        draws.put(
                "numeric",
                oneOf(
                        "null",
                        "'NaN'",
                        "'Infinity'",
                        "'-Infinity'",
                        "1",
                        "1.0",
                        "1.50",
                        "-0.001",
                        "1e20",
                        "1e-20",
                        "123456789012345678901234567890.123456789",
                        "{digit}.{digit}"));
        draws.put("price", oneOf("null", "0", "1.5", "-9999999999.99", "{digit}.{digit}"));
        draws.put("double", oneOf("null", "0.1", "'NaN'", "'-Infinity'", "1e300", "5e-324", "-0.5", "{digit}.{digit}"));
        draws.put("real", oneOf("null", "0.1", "3.4e38", "1e-40", "16777217", "{digit}.{digit}"));
        draws.put("uuid", random -> random.nextInt(4) == 0 ? "null" : "'" + uuid(random) + "'");
        draws.put("span", oneOf("null", "'[1,5)'", "'empty'", "'(,{digit})'"));
        draws.put("prices", list("numeric(10, 2)[]", 40, "{digit}.5", "-{digit}{digit}", "0.01"));
        draws.put("doubles", list("float8[]", 40, "0.{digit}", "1e{digit}{digit}", "-{digit}"));
        draws.put("ints", list("int[]", 60, "{digit}", "-2147483648", "null"));
        draws.put("bigs", list("bigint[]", 40, "{digit}", "9223372036854775807", "null"));
        draws.put("uuids", list("uuid[]", 20, "{uuid}", "null"));
    }

    private void times() {
        Function<Random, String> finite =
                oneOf("null", "'2024-02-29'", "'0001-01-01'", "'9999-12-31'", "date '1970-01-01' - {digit}");
        draws.put("day", random -> random.nextInt(40) == 0 ? "'infinity'" : finite.apply(random));
        draws.put("days", list("date[]", 30, "date '2024-01-01' + {digit}", "date '1900-03-01'"));
        draws.put(
                "moment",
                oneOf(
                        "null",
                        "'2024-02-29 12:34:56.123456+02'",
                        "'0001-01-01 00:00:00Z'",
                        "'1969-12-31 23:59:59.5Z'",
                        "timestamptz '2024-10-27 00:00Z' + interval '{digit}.{digit}{digit} hours'"));
        draws.put("until", oneOf("null", "'infinity'", "'-infinity'", "'2024-02-29 12:34:56.1+02'", "'9999-12-31'"));
        draws.put(
                "local",
                oneOf("null", "'2024-03-31 02:30'", "'1950-01-01 00:00:00.000001'", "'2024-01-01 1{digit}:00:00.5'"));
        draws.put("clock", oneOf("null", "'00:00'", "'23:59:59.999999'", "'1{digit}:00:00.{digit}'"));
    }

    private void texts() {
        draws.put("text", Draw::text);
        draws.put("textOrNull", oneOf("{text}", "{text}", "null", "{long}"));
        draws.put("long", random -> "repeat(" + text(random) + ", " + (1 + random.nextInt(120)) + ")");
        draws.put(
                "tag",
                oneOf("''", "'a'", "'a\u0001'", "'é'", "'\uFFFD'", "'😀'", "repeat('Z', 900)", "'login 1'", "'old'"));
        draws.put("email", oneOf("null", "'a@b'", "'ü@example.com'"));
        draws.put("char", oneOf("null", "''", "'ab'", "'  c'", "'abcde'", "'ä'"));
        draws.put("mood", oneOf("'sad'", "'ok'", "'happy'"));
        draws.put(
                "bytea",
                random -> "decode(repeat('" + (char) ('0' + random.nextInt(10)) + "fe0', " + random.nextInt(900)
                        + "), 'hex')");
        draws.put("texts", list("text[]", 30, "{text}", "null", "'x {digit}'"));
        draws.put("byteas", list("bytea[]", 20, "decode('0{digit}ff', 'hex')", "''", "null"));
        draws.put(
                "jsonb",
                oneOf(
                        "null",
                        "'{}'",
                        "jsonb_build_object('title', {text}, 'weight', 1.50, 'none', null, 'yes', true)",
                        "jsonb_build_object('title', {digit}, 'long', {long})"));
        draws.put(
                "json",
                oneOf("null", "'[1,  2.50]'", "'{ \"a\": \"b\",\"a\":1 }'", "json_build_array({text}, {long})"));
        draws.put("jsonbs", list("jsonb[]", 20, "'{}'", "'[1, 2.50]'", "to_jsonb({text}::text)", "null"));
        draws.put(
                "hstore",
                oneOf(
                        "null",
                        "''",
                        "hstore('k', {text})",
                        "hstore('x', null::text)",
                        "hstore(array['a', null, 'b', {long}, '', {digit}::text])"));
    }

    private void changes() {
        draws.put(
                "itemColumn",
                assignment(
                        "\"displayName\" text",
                        "story long",
                        "amount numeric",
                        "price price",
                        "ratio double",
                        "share real",
                        "small small",
                        "big big",
                        "uid uuid",
                        "mood mood",
                        "address email",
                        "points positive",
                        "code char",
                        "label text",
                        "day day",
                        "moment moment",
                        "until until",
                        "local_time local",
                        "clock clock",
                        "doc jsonb",
                        "raw json",
                        "attrs hstore",
                        "bin bytea",
                        "words texts",
                        "numbers ints",
                        "bigs bigs",
                        "uids uuids",
                        "docs jsonbs",
                        "blobs byteas",
                        "span span"));
        draws.put("extraColumn", assignment("prices prices", "days days", "ratios doubles", "filler long"));
    }

    private static Function<Random, String> assignment(String... columns) {
        List<String> assignments = List.of(columns).stream()
                .map(column -> column.replaceFirst(" (\\w+)$", " = {$1}"))
                .toList();
        return random -> assignments.get(random.nextInt(assignments.size()));
    }

    private static Function<Random, String> number(int least, int most) {
        return random -> Integer.toString(least + random.nextInt(most - least + 1));
    }

    private static Function<Random, String> oneOf(String... literals) {
        return random -> literals[random.nextInt(literals.length)];
    }

    /** An array, empty, short or long. */
    private static Function<Random, String> list(String type, int longest, String... literals) {
        return random -> {
            int size = random.nextInt(3) == 0 ? longest : random.nextInt(4);
            return IntStream.range(0, size)
                    .mapToObj(i -> literals[random.nextInt(literals.length)])
                    .collect(Collectors.joining(", ", "array[", "]::" + type));
        };
    }

    private static String text(Random random) {
        String text = TEXTS.get(random.nextInt(TEXTS.size()));
        return random.nextBoolean() ? "'" + text + "'" : "'" + text + Integer.toString(random.nextInt(), 36) + "'";
    }

    private static String uuid(Random random) {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }
}

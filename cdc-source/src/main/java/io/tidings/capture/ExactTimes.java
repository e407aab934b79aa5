package io.tidings.capture;

import io.debezium.connector.postgresql.PostgresValueConverter;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.sql.Date;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.Locale;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGStatement;

/**
 * Writes dates, times and timestamps without time zone as they are, in the form of {@code time.precision.mode=isostring}.
 * Debezium 3.6 itself makes {@code infinity} a day like any other and {@code 24:00} midnight, and in snapshots a day
 * before Christ one after, because it reads it as {@link java.sql.Date}. The engine loads this class by name.
 *
 * <p>The ten days that no calendar had in October 1582 read as ten days later in a snapshot: the driver leaves no trace.
 */
public final class ExactTimes implements CustomConverter<SchemaBuilder, RelationalColumn> {
    private static final String INFINITY = "infinity";
    /** PostgreSQL's ISO style: year of the era, the rest of the date, time, offset, era. */
    private static final Pattern TEXT = Pattern.compile(
            "(\\d{4,})(-\\d\\d-\\d\\d)(?: (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?))?([+-]\\d\\d[:\\d]*)?( BC)?");

    private static final String DAY = "[+-]?\\d{4,}-\\d\\d-\\d\\d";
    private static final String HOUR = "\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?";
    /** What needs no change: infinity, a time of the day, and a default value, which is in the log's form already. */
    private static final Pattern AS_IT_IS = Pattern.compile("-?infinity|" + DAY + "Z?|(?:" + DAY + "T)?" + HOUR + "Z?");

    private static final DateTimeFormatter MICROS = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("'T'HH:mm:ss.SSSSSS'Z'")
            .toFormatter(Locale.ROOT);

    @Override
    public void configure(Properties properties) {}

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        Converter converter = switch (column.typeName()) {
            case "date" -> ExactTimes::date;
            case "time" -> ExactTimes::time;
            case "timestamp" -> ExactTimes::timestamp;
            default -> null;
        };
        if (converter != null) {
            // Optional, because a delete leaves out what is not in the key.
            registration.register(SchemaBuilder.string().optional(), new NamedConversion(column, converter));
        }
    }

    /** From the log comes a local date, from a snapshot what the driver makes of it, and a default value as text. */
    static @Nullable Object date(@Nullable Object value) {
        if (value instanceof Date date) {
            return date(date);
        }
        if (PostgresValueConverter.POSITIVE_INFINITY_LOCAL_DATE.equals(value)) {
            return INFINITY;
        }
        if (PostgresValueConverter.NEGATIVE_INFINITY_LOCAL_DATE.equals(value)) {
            return "-" + INFINITY;
        }
        return value instanceof String text ? date(text) : zoned(value);
    }

    private static @Nullable Object date(String text) {
        Matcher parts = TEXT.matcher(text);
        return zoned(parts.matches() ? day(parts) : text);
    }

    /** The driver fills a calendar that is Julian before 1582, with the day's own numbers, in the JVM's time zone. */
    private static String date(Date date) {
        if (date.getTime() == PGStatement.DATE_POSITIVE_INFINITY) {
            return INFINITY;
        }
        if (date.getTime() == PGStatement.DATE_NEGATIVE_INFINITY) {
            return "-" + INFINITY;
        }
        GregorianCalendar calendar = new GregorianCalendar();
        calendar.setTime(date);
        int year = calendar.get(Calendar.YEAR);
        int prolepticYear = calendar.get(Calendar.ERA) == GregorianCalendar.BC ? 1 - year : year;
        return LocalDate.of(prolepticYear, calendar.get(Calendar.MONTH) + 1, calendar.get(Calendar.DAY_OF_MONTH)) + "Z";
    }

    /** As PostgreSQL prints it. */
    static @Nullable Object time(@Nullable Object value) {
        return zoned(value);
    }

    /** From the log comes an instant, from a snapshot PostgreSQL's text. */
    static @Nullable Object timestamp(@Nullable Object value) {
        if (PostgresValueConverter.POSITIVE_INFINITY_INSTANT.equals(value)) {
            return INFINITY;
        }
        if (PostgresValueConverter.NEGATIVE_INFINITY_INSTANT.equals(value)) {
            return "-" + INFINITY;
        }
        if (value instanceof Instant instant) {
            return iso(LocalDateTime.ofInstant(instant, ZoneOffset.UTC));
        }
        return value instanceof String text ? timestamp(text) : zoned(value);
    }

    private static @Nullable Object timestamp(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches() ? iso(day(parts).atTime(LocalTime.parse(parts.group(3)))) : zoned(text);
    }

    /** PostgreSQL's text of a timestamp with time zone, in UTC and with all six digits, as Debezium writes it. */
    static String timestampWithZone(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            return known(text);
        }
        OffsetDateTime time =
                day(parts).atTime(LocalTime.parse(parts.group(3))).atOffset(ZoneOffset.of(parts.group(4)));
        return MICROS.format(time.withOffsetSameInstant(ZoneOffset.UTC));
    }

    /** PostgreSQL's text of a time with time zone, in UTC, as Debezium writes it. */
    static String timeWithZone(String text) {
        int sign = Math.max(text.indexOf('+'), text.indexOf('-'));
        OffsetTime time = LocalTime.parse(text.substring(0, sign)).atOffset(ZoneOffset.of(text.substring(sign)));
        return DateTimeFormatter.ISO_LOCAL_TIME.format(time.withOffsetSameInstant(ZoneOffset.UTC)) + "Z";
    }

    private static LocalDate day(Matcher parts) {
        int year = Integer.parseInt(parts.group(1));
        return LocalDate.parse("2000" + parts.group(2)).withYear(parts.group(5) == null ? year : 1 - year);
    }

    private static String known(String text) {
        if (!AS_IT_IS.matcher(text).matches()) {
            throw new IllegalArgumentException("no date or time");
        }
        return text;
    }

    private static String iso(LocalDateTime time) {
        return DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) + "Z";
    }

    private static @Nullable Object zoned(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        String text = known(value.toString());
        return text.endsWith("Z") || text.endsWith(INFINITY) ? text : text + "Z";
    }
}

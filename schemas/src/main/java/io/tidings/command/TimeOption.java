package io.tidings.command;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads an instant, or how long ago it was. */
public final class TimeOption implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
        try {
            return text.matches("\\d{1,6}[smhd]") ? Instant.now().minus(ago(text)) : Instant.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'" + text + "' is no time; write 2026-11-21T20:00:00Z, or 30m, 2h or 7d for so long ago");
        }
    }

    private static Duration ago(String text) {
        return Duration.parse((text.endsWith("d") ? "P" + text : "PT" + text).toUpperCase(Locale.ROOT));
    }
}

package io.tidings.capture;

import io.debezium.spi.converter.CustomConverter.Converter;
import io.debezium.spi.converter.RelationalColumn;
import org.jspecify.annotations.Nullable;

/**
 * A conversion that names the column when a value does not have the form that it must have. What the value is, is not said:
 * messages go to logs. The capture stops; no other value ever stands in its place.
 */
final class NamedConversion implements Converter {

    private final RelationalColumn column;
    private final Converter conversion;

    NamedConversion(RelationalColumn column, Converter conversion) {
        this.column = column;
        this.conversion = conversion;
    }

    /** What the engine ends with. */
    static final class UnreadableValue extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableValue(String sentence) {
            super(sentence);
        }
    }

    @Override
    public @Nullable Object convert(@Nullable Object value) {
        try {
            return conversion.convert(value);
        } catch (RuntimeException e) {
            // The engine passes on the cause only. The conversion's own message can have the value.
            throw new IllegalStateException(new UnreadableValue(
                    "A value of the column '" + column.name() + "' of " + column.dataCollection() + " came in a form in"
                            + " which PostgreSQL does not print the type " + column.typeName() + " ("
                            + e.getClass().getSimpleName() + "), so that it cannot be told exactly."
                            + " Exclude the column in the contracts to go on without it, and report this."));
        }
    }
}

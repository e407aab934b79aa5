package io.tidings.capture;

import io.debezium.connector.postgresql.UnchangedToastedReplicationMessageColumn;
import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import io.tidings.log.Unchanged;
import java.util.Properties;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;
import org.postgresql.util.PGobject;

/**
 * Writes bit strings as PostgreSQL prints them: {@code 10110}. Debezium 3.6 itself drops leading zeros of a {@code varbit}, so
 * that different values read alike. The engine loads it by name.
 */
public final class ExactBits implements CustomConverter<SchemaBuilder, RelationalColumn> {

    @Override
    public void configure(Properties properties) {}

    @Override
    public void converterFor(RelationalColumn column, ConverterRegistration<SchemaBuilder> registration) {
        if (column.typeName().equals("bit") || column.typeName().equals("varbit")) {
            // Optional, because a delete leaves out what is not in the key.
            registration.register(SchemaBuilder.string().optional(), new NamedConversion(column, ExactBits::text));
        }
    }

    private static @Nullable Object text(@Nullable Object value) {
        if (UnchangedToastedReplicationMessageColumn.isUnchangedToastedValue(value)) {
            return Unchanged.PLACEHOLDER;
        }
        if (value instanceof PGobject bits) {
            return bits.getValue();
        }
        if (value instanceof Boolean bit) {
            return bit ? "1" : "0";
        }
        return value instanceof String ? value : null; // A default, which nothing reads.
    }
}

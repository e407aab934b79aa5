package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.debezium.spi.converter.CustomConverter;
import io.debezium.spi.converter.RelationalColumn;
import java.lang.reflect.Proxy;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A value in a form that is not known stops the capture with the column's name; what the value is, is not said. */
class NamedConversionTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"date | 31/12/secret", "timestamp | 12:30 secret PM", "time | secret", "time | "})
    void aSurprisingTextIsRefusedWithTheColumn(String type, String text) {
        CustomConverter.Converter converter = converter(new ExactTimes(), type);
        assertThatThrownBy(() -> converter.convert(Objects.requireNonNullElse(text, "")))
                .hasRootCauseInstanceOf(NamedConversion.UnreadableValue.class)
                .rootCause()
                .hasMessageContaining("A value of the column 'c' of public.t came in a form")
                .hasMessageNotContaining("secret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "_timestamptz | {07/04/2024 08:00:00 EDT}",
                "_timetz | {12}",
                "_bytea | {0123456789}",
                "_int4 | {secret}",
                "_text | {secret"
            })
    void anArrayOfASurprisingTextIsRefusedWithTheColumn(String type, String text) throws Exception {
        CustomConverter.Converter converter = converter(new ExactArrays(), type);
        org.postgresql.jdbc.PgArray array = Arrays.of(text);
        assertThatThrownBy(() -> converter.convert(array))
                .hasRootCauseInstanceOf(NamedConversion.UnreadableValue.class)
                .rootCause()
                .hasMessageContaining("the type " + type)
                .hasMessageNotContaining("secret");
    }

    /** An array as it came, without a connection that it came by. */
    private static final class Arrays extends org.postgresql.jdbc.PgArray {
        private final String text;

        private Arrays(String text) throws java.sql.SQLException {
            super(null, 0, text);
            this.text = text;
        }

        static Arrays of(String text) throws java.sql.SQLException {
            return new Arrays(text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static CustomConverter.Converter converter(
            CustomConverter<SchemaBuilder, RelationalColumn> converters, String type) {
        AtomicReference<CustomConverter.Converter> converter = new AtomicReference<>();
        converters.converterFor(column(type), (schema, conversion) -> converter.set(conversion));
        return Objects.requireNonNull(converter.get());
    }

    private static RelationalColumn column(String type) {
        return (RelationalColumn) Proxy.newProxyInstance(
                NamedConversionTest.class.getClassLoader(),
                new Class<?>[] {RelationalColumn.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "typeName" -> type;
                    case "name" -> "c";
                    case "dataCollection" -> "public.t";
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}

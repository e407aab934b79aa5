package io.tidings.enricher.replica;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Row;
import io.tidings.enricher.log.Change;
import io.tidings.enricher.log.Envelope;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Guarantee: a row comes out of the store as it came with the log, to the last digit. */
class VersionTest {
    private static final TableName TABLE = new TableName("public", "t");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "true",
                "false",
                "0",
                "-1",
                "63",
                "-64",
                "64",
                "2147483647",
                "-2147483648",
                "2147483648",
                "9223372036854775807",
                "-9223372036854775808",
                "9223372036854775808",
                "-170141183460469231731687303715884105728",
                "1.5",
                "-0.0",
                "1e308",
                "5e-324",
                "\"\"",
                "\"text\"",
                "\"ä€𝄞\\u0001\"",
                "[]",
                "[1,null,[\"a\"],{\"b\":2.5}]",
                "{}",
                "{\"ä\":{\"\":null},\"b\":[true]}"
            })
    void everyKindOfValueIsKept(String json) {
        assertKept(logged("{\"column\":" + json + ",\"Spalte ä\":" + json + "}"));
    }

    @Test
    void rowsCanBeLongAndWide() {
        StringBuilder columns = new StringBuilder("{\"long\":\"" + "x".repeat(100_000) + "\"");
        for (int column = 0; column < 3_000; column++) {
            columns.append(",\"column").append(column).append("\":").append(column);
        }
        assertKept(logged(columns + "}"));
    }

    @Test
    void columnsKeepTheirOrder() {
        Row row = logged("{\"b\":1,\"a\":2,\"c\":3}");
        assertThat(stored(row).row().values().keySet()).containsExactly("b", "a", "c");
    }

    @Test
    void columnsOfATableCanChangeFromRowToRow() {
        for (String json : List.of(
                "{\"a\":1,\"b\":2}",
                "{\"a\":1,\"b\":2,\"c\":3}",
                "{\"b\":2,\"a\":1}",
                "{\"a\":1}",
                "{}",
                "{\"a\":1,\"ab\":2}",
                "{\"a\":1,\"b\":2}")) {
            Row row = logged(json);
            assertKept(row);
            assertThat(stored(row).row().values().keySet())
                    .containsExactlyElementsOf(row.values().keySet());
        }
    }

    @Test
    void whatIsCutOffOrOfAnotherFormIsNamed() {
        byte[] bytes = new Version(7, 8, logged("{\"a\":\"text\"}")).bytes();
        assertThatThrownBy(() -> Version.of(TABLE, Arrays.copyOf(bytes, bytes.length - 1)))
                .hasMessageContaining("A stored row of public.t cannot be read: it ends too early.");
        byte[] json = "0123456789abcdef{}".getBytes(StandardCharsets.US_ASCII);
        assertThatThrownBy(() -> Version.of(TABLE, json))
                .hasMessageContaining(
                        "it is of another form. Start the version of Tidings that wrote it, or a newer one.");
    }

    private static void assertKept(Row row) {
        assertThat(new Version(7, 8, row).compact()).isEqualTo(new Version(7, 8, row));
        assertThat(stored(row)).isEqualTo(new Version(7, 8, row));
    }

    private static Version stored(Row row) {
        return Version.of(TABLE, new Version(7, 8, row).bytes());
    }

    private static Row logged(String after) {
        String envelope =
                "{\"op\":\"r\",\"source\":{\"schema\":\"public\",\"table\":\"t\",\"lsn\":1},\"after\":" + after + "}";
        return ((Change.SnapshotRow) Envelope.read(envelope.getBytes(StandardCharsets.UTF_8))).row();
    }
}

package io.tidings.enricher.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Text;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {
    private static final TableName ONE = new TableName("public", "one");
    private static final String SOURCE =
            "\"source\":{\"version\":\"3.6.1.Final\",\"connector\":\"postgresql\",\"name\":\"portal\","
                    + "\"ts_ms\":1795259688625,\"snapshot\":\"false\",\"schema\":\"public\",\"table\":\"one\","
                    + "\"txId\":762,\"lsn\":22968384}";
    private static final String TRANSACTION =
            "\"transaction\":{\"id\":\"762:22968384\",\"total_order\":1,\"data_collection_order\":1}";

    private static Change read(String json) {
        return Envelope.read(json.getBytes(StandardCharsets.UTF_8));
    }

    private static Change.RowChange row(String op, String before, String after) {
        return (Change.RowChange) read("{\"before\":" + before + ",\"after\":" + after + "," + SOURCE + ","
                + TRANSACTION + ",\"op\":\"" + op + "\",\"ts_ms\":1}");
    }

    @Test
    void beginAndEndCarryTheTransactionAndEndItsPositionCountAndTime() {
        assertThat(read("{\"status\":\"BEGIN\",\"id\":\"755:22965168\",\"event_count\":null,"
                        + "\"data_collections\":null,\"ts_ms\":1795259686708}"))
                .isEqualTo(new Change.Begin("755"));
        assertThat(
                        read(
                                "{\"status\":\"END\",\"id\":\"755:22965216\",\"event_count\":3,"
                                        + "\"data_collections\":[{\"data_collection\":\"x\",\"event_count\":3}],\"ts_ms\":1795259686708}"))
                .isEqualTo(new Change.End("755", 22965216, 3, 1795259686708L));
    }

    @Test
    void insertsAndUpdatesCarryTheRowAfterAndDeletesTheRowBefore() {
        assertThat(row("c", "null", "{\"id\":80,\"v\":\"x\"}")).satisfies(change -> {
            assertThat(change.transaction()).isEqualTo("762");
            assertThat(change.operation()).isEqualTo(Change.Operation.INSERT);
            assertThat(change.lsn()).isEqualTo(22968384);
            assertThat(change.row().table()).isEqualTo(ONE);
            assertThat(change.row().values()).containsEntry("id", 80).containsEntry("v", "x");
        });
        assertThat(row("u", "{\"id\":1,\"v\":\"a\"}", "{\"id\":1,\"v\":\"b\"}")
                        .row()
                        .value("v"))
                .isEqualTo("b");
        assertThat(row("d", "{\"id\":3,\"v\":null}", "null")).satisfies(change -> {
            assertThat(change.operation()).isEqualTo(Change.Operation.DELETE);
            assertThat(change.row().value("id")).isEqualTo(3);
        });
    }

    @Test
    void truncateCarriesTheTableAndAMessageItsTransaction() {
        assertThat(read("{\"before\":null,\"after\":null," + SOURCE + "," + TRANSACTION + ",\"op\":\"t\"}"))
                .isEqualTo(new Change.Truncate("762", ONE));
        assertThat(read("{\"op\":\"m\",\"source\":{\"schema\":\"\",\"table\":\"\"}," + TRANSACTION
                        + ",\"message\":{\"prefix\":\"tidings\",\"content\":\"\"}}"))
                .isEqualTo(new Change.Message("762"));
        assertThat(read("{\"op\":\"m\",\"transaction\":null,\"message\":{\"prefix\":\"tidings\"}}"))
                .isEqualTo(new Change.Nothing());
    }

    @ParameterizedTest
    @ValueSource(strings = {"first", "first_in_data_collection", "true", "last_in_data_collection", "last"})
    void aSnapshotRowCarriesTheSnapshotsPositionAndWhetherItIsTheLast(String marker) {
        Change change = read("{\"before\":null,\"after\":{\"id\":1}," + SOURCE.replace("\"false\"", '"' + marker + '"')
                + ",\"transaction\":null,\"op\":\"r\"}");
        assertThat(change).isInstanceOfSatisfying(Change.SnapshotRow.class, row -> {
            assertThat(row.position()).isEqualTo(22968384);
            assertThat(row.snapshotMillis()).isEqualTo(1795259688625L);
            assertThat(row.last()).isEqualTo(marker.equals("last"));
            assertThat(row.row().value("id")).isEqualTo(1);
        });
    }

    @Test
    void valuesLoseNothing() {
        var row = row(
                        "c",
                        "null",
                        "{\"b\":9007199254740993,\"min\":-9223372036854775808,\"huge\":123456789012345678901234567890,"
                                + "\"n\":\"123456789012345678901234567890.123456789\",\"f8\":0.1,\"f4\":1.0E10,"
                                + "\"nan\":\"NaN\",\"tx\":\"hé \\\"q\\\"\",\"e\":\"\",\"bo\":true,"
                                + "\"ta\":[\"a\",\"b,\\\"c\",null],\"z\":null,\"pt\":{\"x\":1.0,\"srid\":null}}")
                .row();
        assertThat(row.value("b")).isEqualTo(9007199254740993L);
        assertThat(row.value("min")).isEqualTo(Long.MIN_VALUE);
        assertThat(row.value("huge")).isEqualTo(new BigInteger("123456789012345678901234567890"));
        assertThat(row.value("n")).isEqualTo("123456789012345678901234567890.123456789");
        assertThat(Text.orNull(row.value("f8"))).isEqualTo("0.1");
        assertThat(Text.orNull(row.value("f4"))).isEqualTo("10000000000");
        assertThat(row.value("nan")).isEqualTo("NaN");
        assertThat(row.value("tx")).isEqualTo("hé \"q\"");
        assertThat(row.value("e")).isEqualTo("");
        assertThat(row.value("bo")).isEqualTo(true);
        assertThat(row.value("ta")).asString().isEqualTo("[a, b,\"c, null]");
        assertThat(row.value("z")).isNull();
        assertThat(row.values()).containsKey("z");
        assertThat(Text.orNull(row.value("pt"))).isEqualTo("{\"x\":1.0,\"srid\":null}");
    }

    @Test
    void aTombstoneIsNothing() {
        assertThat(Envelope.read(null)).isEqualTo(new Change.Nothing());
    }

    @Test
    void whatIsNoEnvelopeIsUnreadableWithASentence() {
        for (String poison : List.of(
                "",
                "null",
                "7",
                "[]",
                "\"text\"",
                "{",
                "{}",
                "{} {}",
                "{\"ts_ms\":1}",
                "{\"schema\":{},\"payload\":{\"op\":\"c\"}}",
                "{\"status\":\"PREPARE\",\"id\":\"1:2\"}",
                "{\"status\":\"BEGIN\"}",
                "{\"status\":\"BEGIN\",\"id\":\"\"}",
                "{\"status\":\"END\",\"id\":\":5\",\"event_count\":0,\"ts_ms\":1}",
                "{\"status\":\"END\",\"id\":\"7\",\"event_count\":0,\"ts_ms\":1}",
                "{\"status\":\"END\",\"id\":\"7:99999999999999999999\",\"event_count\":0,\"ts_ms\":1}",
                "{\"status\":\"END\",\"id\":\"7:9999999999999999999\",\"event_count\":0,\"ts_ms\":1}",
                "{\"status\":\"END\",\"id\":\"7:8\",\"event_count\":null,\"ts_ms\":1}",
                "{\"status\":\"END\",\"id\":\"7:8\",\"event_count\":0}",
                "{\"op\":\"x\"," + SOURCE + "," + TRANSACTION + "}",
                "{\"op\":\"c\",\"after\":{\"id\":1}," + SOURCE + ",\"transaction\":null}",
                "{\"op\":\"c\",\"after\":null," + SOURCE + "," + TRANSACTION + "}",
                "{\"op\":\"c\",\"after\":{\"id\":1}," + TRANSACTION + "}",
                "{\"op\":\"c\",\"after\":{\"id\":1},\"source\":{\"lsn\":1}," + TRANSACTION + "}",
                "{\"op\":\"t\"," + TRANSACTION + "}",
                "{\"op\":\"r\",\"after\":{\"id\":1},\"source\":{\"schema\":\"public\",\"table\":\"one\"}}",
                "{\"op\":\"r\",\"after\":{\"id\":1}," + SOURCE.replace("\"false\"", "\"incremental\"") + "}")) {
            assertThat(read(poison))
                    .as(poison)
                    .isInstanceOfSatisfying(
                            Change.Unreadable.class,
                            unreadable -> assertThat(unreadable.reason())
                                    .startsWith("The record is no envelope of Debezium: ")
                                    .endsWith("."));
        }
    }
}

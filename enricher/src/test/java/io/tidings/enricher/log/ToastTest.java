package io.tidings.enricher.log;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Row;
import io.tidings.log.Unchanged;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToastTest {
    private static final TableName BIG = new TableName("public", "big");

    /** As Debezium 3.6.1 was seen to write them. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"__debezium_unavailable_value\"",
                "\"X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==\"",
                "[\"__debezium_unavailable_value\"]",
                "[\"X19kZWJleml1bV91bmF2YWlsYWJsZV92YWx1ZQ==\"]",
                "[\"b68a35a7-17ad-35b3-af2a-ae46edb4545a\"]",
                "[95,95,100,101,98,101,122,105,117,109,95,117,110,97,118,97,105,108,97,98,108,101,95,118,97,108,117,101]",
                "\"{\\\"__debezium_unavailable_value\\\":\\\"__debezium_unavailable_value\\\"}\""
            })
    void everyFormOfThePlaceholderIsFilledFromTheEarlierRow(String json) throws IOException {
        Object placeholder = new ObjectMapper().readValue(json, Object.class);
        Row row = new Row(BIG, Map.of("id", 1, "v", placeholder));
        assertThat(Toast.DEBEZIUMS.isIn(row)).isTrue();
        assertThat(Toast.DEBEZIUMS.column(row)).contains("v");
        Row filled = Toast.DEBEZIUMS.filled(row, new Row(BIG, Map.of("id", 0, "v", "long", "gone", 1)));
        assertThat(filled.values()).isEqualTo(Map.of("id", 1, "v", "long"));
    }

    @Test
    void otherValuesAreNoPlaceholders() {
        Row row = new Row(BIG, Map.of("a", List.of("__debezium_unavailable_value", "x"), "b", "a", "c", List.of(95)));
        assertThat(Toast.DEBEZIUMS.isIn(row)).isFalse();
        assertThat(Toast.DEBEZIUMS.column(row)).isEmpty();
        assertThat(Toast.DEBEZIUMS.filled(row, new Row(BIG, Map.of("b", "z")))).isEqualTo(row);
    }

    @Test
    void eachLogHasItsOwnPlaceholder() {
        Row ours = new Row(BIG, Map.of("v", Unchanged.PLACEHOLDER));
        Row debeziums = new Row(BIG, Map.of("v", Unchanged.DEBEZIUMS_PLACEHOLDER));
        assertThat(Toast.OURS.isIn(ours)).isTrue();
        assertThat(Toast.OURS.isIn(debeziums)).isFalse();
        assertThat(Toast.DEBEZIUMS.isIn(ours)).isFalse();
    }
}

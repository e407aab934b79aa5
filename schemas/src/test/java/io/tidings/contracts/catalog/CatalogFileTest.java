package io.tidings.contracts.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogFileTest {
    private static final TableName USERS = new TableName("public", "users");

    private static Column column(String type) {
        return new Column(type, true, false, Optional.empty());
    }

    @Test
    void whatIsWrittenIsReadBackEqualInTheSameOrder() {
        Map<String, Column> columns = new LinkedHashMap<>();
        columns.put("id", new Column("uuid", false, true, Optional.empty()));
        columns.put("Odd \"name\": #1", column("\"MoodType\""));
        columns.put("on", column("numeric(10,2)"));
        columns.put("null", column("character varying(20)[]"));
        columns.put("12", column("timestamp(3) without time zone"));
        columns.put("boss", new Column("uuid", true, true, Optional.of(USERS)));
        TableName odd = new TableName("Sales", "Order Lines");
        Catalog catalog = Catalog.of(Map.of(
                USERS, new Table(USERS, List.of("id", "12"), columns, Set.of(odd, USERS), Set.of("12", "boss")),
                odd, new Table(odd, List.of(), Map.of(), Set.of())));
        Catalog read = CatalogFile.read(CatalogFile.write(catalog));
        assertThat(read).isEqualTo(catalog);
        assertThat(read.table(USERS).orElseThrow().columns().keySet()).containsExactlyElementsOf(columns.keySet());
    }

    @Test
    void aDatabaseWithoutTablesIsACatalogToo() {
        Catalog empty = Catalog.of(Map.of());
        assertThat(CatalogFile.read(CatalogFile.write(empty))).isEqualTo(empty);
    }

    @Test
    void theFileIsEasyToRead() {
        Table table = new Table(
                USERS,
                List.of("id"),
                Map.of("id", new Column("uuid", false, true, Optional.of(USERS))),
                Set.of(new TableName("public", "rooms")),
                Set.of("id"));
        assertThat(CatalogFile.write(Catalog.of(Map.of(USERS, table)))).isEqualTo("""
                tables:
                  public.users:
                    primaryKey: [id]
                    references: [public.rooms]
                    partitionedBy: [id]
                    columns:
                      id: uuid not null unique references public.users
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tables",
                "tables: [a]",
                "tables: {t: 5}",
                "tables: {t: {columns: {a: uuid}}}",
                "tables: {t: {columns: {a: uuid}, primaryKey: a}}",
                "tables: {t: {columns: {a: uuid}, primaryKey: [b]}}",
                "tables: {t: {columns: {a: uuid}, primaryKey: [a], partitionedBy: a}}",
                "tables: {\"a.\": {columns: {a: uuid}, primaryKey: []}}",
                "tables: {",
                "tables: {t: \u0001}",
                "a: b: c"
            })
    void whatIsNoCatalogIsRefusedWithASentence(String yaml) {
        assertThatThrownBy(() -> CatalogFile.read(yaml))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .endsWith(".");
    }
}

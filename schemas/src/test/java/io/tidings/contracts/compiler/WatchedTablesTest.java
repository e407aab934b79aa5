package io.tidings.contracts.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.Column;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class WatchedTablesTest {
    private static final TableName HOUSES = new TableName("public", "houses");
    private static final TableName ROOMS = new TableName("public", "rooms");
    private static final TableName DESKS = new TableName("public", "desks");

    private static Table table(TableName name, Optional<TableName> byOneColumn, Set<TableName> bySeveral) {
        return new Table(name, List.of("id"), Map.of("id", new Column("uuid", false, true, byOneColumn)), bySeveral);
    }

    private static int depth(TableName name, Table... tables) {
        Catalog catalog = Catalog.of(List.of(tables).stream().collect(Collectors.toMap(Table::name, table -> table)));
        return new WatchedTables(catalog).depth(name);
    }

    @Test
    void aChildIsDeeperThanItsParentByWhateverColumnsItsForeignKeyHas() {
        Table houses = table(HOUSES, Optional.empty(), Set.of());
        Table rooms = table(ROOMS, Optional.of(HOUSES), Set.of());
        Table desks = table(DESKS, Optional.empty(), Set.of(ROOMS));
        assertThat(depth(HOUSES, houses, rooms, desks)).isZero();
        assertThat(depth(ROOMS, houses, rooms, desks)).isEqualTo(1);
        assertThat(depth(DESKS, houses, rooms, desks)).isEqualTo(2);
    }

    @Test
    void theLongestWayCountsAndATableIsNotItsOwnParent() {
        Table houses = table(HOUSES, Optional.of(HOUSES), Set.of());
        Table rooms = table(ROOMS, Optional.of(HOUSES), Set.of());
        Table desks = table(DESKS, Optional.of(HOUSES), Set.of(ROOMS));
        assertThat(depth(HOUSES, houses, rooms, desks)).isZero();
        assertThat(depth(DESKS, houses, rooms, desks)).isEqualTo(2);
    }

    @Test
    void ofACircleOneForeignKeyDoesNotCount() {
        Table houses = table(HOUSES, Optional.of(ROOMS), Set.of());
        Table rooms = table(ROOMS, Optional.of(HOUSES), Set.of());
        assertThat(depth(HOUSES, houses, rooms)).isEqualTo(1);
        assertThat(depth(ROOMS, houses, rooms)).isEqualTo(1);
    }
}

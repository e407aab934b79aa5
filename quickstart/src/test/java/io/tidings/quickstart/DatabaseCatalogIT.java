package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.DatabaseCatalog;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.sql.Connection;
import java.sql.Statement;
import java.util.SortedSet;
import org.junit.jupiter.api.Test;

class DatabaseCatalogIT {
    private static final TableName ROOMS = new TableName("public", "rooms");

    @Test
    void foreignKeysOfWhateverColumnsLeadToParents() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    create table houses (id int primary key, code text unique);
                    create table rooms (house int references houses, number int, primary key (house, number))
                        partition by range (house);
                    create table rooms_1 partition of rooms for values from (0) to (10) partition by list (number);
                    create table desks (id int primary key, house int, number int, code text references houses (code),
                                        foreign key (house, number) references rooms);
                    """);
            Catalog catalog = DatabaseCatalog.read(connection);
            Table desks = catalog.table(new TableName("public", "desks")).orElseThrow();
            assertThat(desks.parents()).containsExactly(new TableName("public", "houses"), ROOMS);
            assertThat(desks.references()).isEqualTo(desks.parents());
            SortedSet<TableName> parentsOfRooms =
                    catalog.table(ROOMS).orElseThrow().parents();
            assertThat(parentsOfRooms).containsExactly(new TableName("public", "houses"));
            assertThat(catalog.table(ROOMS).orElseThrow().references()).isEmpty();
        }
    }
}

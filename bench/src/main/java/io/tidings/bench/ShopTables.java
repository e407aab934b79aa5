package io.tidings.bench;

import io.tidings.bench.contender.AskedDatabase;
import io.tidings.quickstart.servers.Database;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/** A PostgreSQL that holds the shop's tables. */
final class ShopTables implements AutoCloseable {
    private final Database database;

    private ShopTables(Database database) {
        this.database = database;
    }

    /** Starts it in a directory that is empty. */
    static ShopTables start(Path directory) {
        return new ShopTables(Database.start(directory));
    }

    AskedDatabase address() {
        return new AskedDatabase(database.jdbcUrl(), database.user(), database.password());
    }

    /** Puts these rows in place of those that it holds. */
    void fill(ShopState shop) {
        try (Connection connection = address().connect();
                Statement statement = connection.createStatement()) {
            statement.execute("""
                    drop table if exists users, tags, products, domains;
                    create table users (id bigint, email text not null, name text not null);
                    create table domains (id bigint, name text not null);
                    create table products
                        (id bigint, name text not null, description text not null, domain_id bigint not null);
                    create table tags (id bigint, product_id bigint not null, value text not null)""");
            copy(connection, shop);
            statement.execute("""
                    alter table users add primary key (id);
                    alter table domains add primary key (id);
                    alter table products add primary key (id), add foreign key (domain_id) references domains;
                    alter table tags add primary key (id), add foreign key (product_id) references products;
                    create index on tags (product_id)""");
            statement.execute("vacuum analyze");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Connection connection, ShopState shop) throws SQLException {
        try (Copying users = new Copying(connection, "users")) {
            shop.users.forEach((id, user) -> users.row(id, user.email(), user.name()));
        }
        try (Copying domains = new Copying(connection, "domains")) {
            shop.domains.forEach(domains::row);
        }
        try (Copying products = new Copying(connection, "products")) {
            shop.products.forEach(
                    (id, product) -> products.row(id, product.name(), product.description(), product.domain()));
        }
        try (Copying tags = new Copying(connection, "tags")) {
            shop.products.forEach((product, row) -> row.tags().forEach((id, value) -> tags.row(id, product, value)));
        }
    }

    private static final class Copying implements AutoCloseable {
        private final CopyIn copy;

        Copying(Connection connection, String table) throws SQLException {
            this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn("copy " + table + " from stdin");
        }

        /** The shop's texts have nothing in them that would have to be escaped. */
        void row(Object... columns) {
            StringBuilder line = new StringBuilder();
            for (Object column : columns) {
                line.append(line.isEmpty() ? "" : "\t").append(column);
            }
            byte[] bytes = line.append('\n').toString().getBytes(StandardCharsets.UTF_8);
            try {
                copy.writeToCopy(bytes, 0, bytes.length);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        @Override
        public void close() throws SQLException {
            copy.endCopy();
        }
    }

    @Override
    public void close() {
        database.close();
    }
}

package io.tidings.bench.contender;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Asks the database about an audit row. */
sealed interface Question {

    /** What it says now; empty when the product, its domain or the actor is gone. */
    Optional<Draft> ask(Row.Audit audit) throws SQLException;

    /** With one statement for each thing. */
    final class OneByOne implements Question {
        private final PreparedStatement product;
        private final PreparedStatement domain;
        private final PreparedStatement actor;
        private final PreparedStatement tags;

        OneByOne(Connection connection) throws SQLException {
            this.product =
                    connection.prepareStatement("select id, name, description, domain_id from products where id = ?");
            this.domain = connection.prepareStatement("select name from domains where id = ?");
            this.actor = connection.prepareStatement("select email from users where id = ?");
            this.tags = connection.prepareStatement("select value from tags where product_id = ? order by id");
        }

        @Override
        public Optional<Draft> ask(Row.Audit audit) throws SQLException {
            Optional<Row.Product> found = product(audit.subjectId());
            if (found.isEmpty()) {
                return Optional.empty();
            }
            List<String> domains = texts(domain, found.get().domainId());
            List<String> actors = texts(actor, audit.actorId());
            return domains.isEmpty() || actors.isEmpty()
                    ? Optional.empty()
                    : Optional.of(Draft.of(audit, found.get())
                            .withDomain(domains.get(0))
                            .withActor(actors.get(0))
                            .withTags(texts(tags, audit.subjectId())));
        }

        private Optional<Row.Product> product(long id) throws SQLException {
            product.setLong(1, id);
            try (ResultSet row = product.executeQuery()) {
                return row.next() ? Optional.of(readProduct(row)) : Optional.empty();
            }
        }

        private static List<String> texts(PreparedStatement statement, long id) throws SQLException {
            statement.setLong(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                List<String> texts = new ArrayList<>();
                while (rows.next()) {
                    texts.add(rows.getString(1));
                }
                return texts;
            }
        }
    }

    /** With one statement for everything. */
    final class AtOnce implements Question {
        private final PreparedStatement all;

        AtOnce(Connection connection) throws SQLException {
            this.all = connection.prepareStatement("""
                    select p.id, p.name, p.description, p.domain_id, d.name, u.email,
                        array(select t.value from tags t where t.product_id = p.id order by t.id)
                    from products p join domains d on d.id = p.domain_id cross join users u
                    where p.id = ? and u.id = ?""");
        }

        @Override
        public Optional<Draft> ask(Row.Audit audit) throws SQLException {
            all.setLong(1, audit.subjectId());
            all.setLong(2, audit.actorId());
            try (ResultSet row = all.executeQuery()) {
                return row.next()
                        ? Optional.of(Draft.of(audit, readProduct(row))
                                .withDomain(row.getString(5))
                                .withActor(row.getString(6))
                                .withTags(List.of((String[]) row.getArray(7).getArray())))
                        : Optional.empty();
            }
        }
    }

    private static Row.Product readProduct(ResultSet row) throws SQLException {
        return new Row.Product(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4));
    }
}

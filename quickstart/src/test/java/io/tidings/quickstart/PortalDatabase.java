package io.tidings.quickstart;

import io.tidings.contracts.catalog.DatabaseCatalog;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contracts;
import io.tidings.quickstart.SqlScript.BeforeCommit;
import io.tidings.quickstart.Truth.Expected;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** PostgreSQL alone, with a portal's database and beside it the schema that knows what each event must contain. */
final class PortalDatabase implements AutoCloseable {
    static final Path CONTRACTS = Path.of("..", "schemas", "src", "main", "avro", "portal");

    private final EmbeddedPostgres postgres;
    private final Workload workload;

    private PortalDatabase(EmbeddedPostgres postgres, Workload workload) {
        this.postgres = postgres;
        this.workload = workload;
    }

    static PortalDatabase of(Workload workload) throws Exception {
        PortalDatabase database = new PortalDatabase(EmbeddedPostgres.start(), workload);
        try (Connection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(workload.database());
            Truth.install(connection);
        }
        return database;
    }

    /** Plays the workload; the hook comes after the truth of a transaction was computed. */
    void play(BeforeCommit hook) throws SQLException {
        try (Connection connection = connect()) {
            workload.script().run(connection, (open, transaction) -> {
                Truth.beforeCommit(open);
                hook.accept(open, transaction);
            });
        }
    }

    List<Expected> expected() throws SQLException {
        try (Connection connection = connect()) {
            return Truth.expected(connection);
        }
    }

    Contracts contracts() throws Exception {
        try (Connection connection = connect()) {
            return ContractCompiler.compile(CONTRACTS, DatabaseCatalog.read(connection))
                    .fold(contracts -> contracts, problems -> {
                        throw new AssertionError(problems);
                    });
        }
    }

    Connection connect() throws SQLException {
        return postgres.getPostgresDatabase().getConnection();
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}

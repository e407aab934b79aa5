package io.tidings.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.catalog.DatabaseCatalog;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts;
import java.nio.file.Files;
import java.sql.Connection;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** The catalog that ships with the contracts is the database's. */
class ShippedCatalogIT {

    @Test
    void itIsTheDemosRestrictedToWhatTheContractsNeed() throws Exception {
        assertShippedCatalogIsThatOf(Workload.demo());
    }

    @Test
    @EnabledIf("io.tidings.quickstart.Portal#isAtHand")
    void itIsTheRealPortalsRestrictedToWhatTheContractsNeed() throws Exception {
        assertShippedCatalogIsThatOf(Portal.workload());
    }

    private static void assertShippedCatalogIsThatOf(Workload workload) throws Exception {
        try (PortalDatabase database = PortalDatabase.of(workload);
                Connection connection = database.connect()) {
            Contracts contracts = database.contracts();
            Map<TableName, Table> needed =
                    new TreeMap<>(DatabaseCatalog.read(connection).tables());
            needed.keySet().retainAll(contracts.tables());
            assertThat(needed.keySet()).containsAll(contracts.tables());
            String shipped = Files.readString(PortalDatabase.CONTRACTS.resolve("catalog.yaml"));
            assertThat(CatalogFile.write(Catalog.of(needed))).isEqualTo(shipped);
            assertThat(CatalogFile.read(shipped)).isEqualTo(Catalog.of(needed));
        }
    }
}

package io.tidings.quickstart.documents;

import io.tidings.contracts.asyncapi.Description;
import io.tidings.contracts.asyncapi.Platform;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.lineage.Lineage;
import io.tidings.contracts.page.Documented;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Memory;
import io.tidings.contracts.plan.Occurrence;
import io.tidings.contracts.plan.Outcome;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Trigger;
import io.tidings.contracts.scenario.MemoryView;
import io.tidings.wire.Example;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/** The portal's contracts with a real event of one of them, and an earlier version of its schema. */
final class Portal {
    static final String TOPIC = "product-created";

    private static final Path CONTRACTS = Path.of("..", "schemas", "src", "main", "avro", "portal");
    private static final String PRODUCT = "5f1c63ac-6e0c-4d7a-9a6e-2b8f0c1de001";
    private static final String ANN = "7a0e9d52-91b4-4c37-8d0e-5a2f6b3c0001";
    private static final String EVENT = "c3b1f0aa-2d44-4f0e-b2a9-0d9e8f7a6001";
    private static final String ROLE = "11111111-2222-4333-8444-555555555555";

    private final Catalog catalog;
    private final Contracts contracts;

    Portal() throws IOException {
        catalog = CatalogFile.read(Files.readString(CONTRACTS.resolve("catalog.yaml")));
        contracts = ContractCompiler.compile(CONTRACTS, catalog).fold(compiled -> compiled, problems -> {
            throw new AssertionError(problems);
        });
    }

    Contracts contracts() {
        return contracts;
    }

    Description description() {
        return new Description(
                contracts,
                Map.of(TOPIC, example()),
                contract -> Description.DEFAULT_COMPATIBILITY,
                new Platform(List.of("localhost:9092"), false, "http://localhost:8081", "", 3, 1));
    }

    Documented documented() {
        Schema now = example().event().contract().schema();
        Schema before = Schema.createRecord(now.getName(), now.getDoc(), now.getNamespace(), false);
        before.setFields(now.getFields().stream()
                .filter(field -> !field.name().equals("usage"))
                .map(field -> new Schema.Field(field, field.schema()))
                .toList());
        return new Documented(description(), Lineage.of(contracts, catalog), Map.of(TOPIC, List.of(before, now)));
    }

    Example example() {
        MemoryView view = MemoryView.of(catalog, rows(), null);
        Row audit = view.row(new TableName("public", "events"), Key.of(EVENT)).orElseThrow();
        Trigger trigger = new Trigger.Audited(audit, view);
        Outcome outcome = contracts.evaluate(trigger, Memory.none()).outcomes().get(0);
        long millis = Instant.parse("2026-03-02T09:15:30.250Z").toEpochMilli();
        return new Example((Outcome.Event) outcome, new Occurrence(trigger, 0x16B3748L, 0, millis), 0);
    }

    private static Map<String, List<Map<String, Object>>> rows() {
        return Map.of(
                "events",
                        List.of(Map.of(
                                "id",
                                EVENT,
                                "name",
                                "data_product_created",
                                "subject_id",
                                PRODUCT,
                                "subject_type",
                                "DATA_PRODUCT",
                                "actor_id",
                                ANN,
                                "created_on",
                                "2026-03-02T09:15:30.241337Z")),
                "abstract_data_products",
                        List.of(Map.of(
                                "id", PRODUCT,
                                "name", "Sales by region",
                                "namespace", "sales-by-region",
                                "abstract_data_product_type", "data_products",
                                "description", "Net sales, one row for each day, shop and article.",
                                "finalizers", List.of("terraform"),
                                "status", "active",
                                "created_on", "2026-03-02T09:15:30.241337Z")),
                "users",
                        List.of(Map.of(
                                "id", ANN, "email", "ann.berg@example.com", "first_name", "Ann", "last_name", "Berg")),
                "roles", List.of(Map.of("id", ROLE, "name", "Owner")),
                "role_assignments_data_product",
                        List.of(Map.of(
                                "id", "99999999-2222-4333-8444-555555555555",
                                "data_product_id", PRODUCT,
                                "user_id", ANN,
                                "role_id", ROLE,
                                "decision", "APPROVED")));
    }
}

package io.tidings.enricher;

import static io.tidings.enricher.ScriptedLog.audit;
import static io.tidings.enricher.ScriptedLog.columns;
import static io.tidings.enricher.ScriptedLog.insert;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourcesTest {
    @TempDir
    private Path directory;

    @Test
    void aSourceWithoutContractsStopsTheEnricherBeforeAnythingIsLost() {
        try (EnricherBench bench = bench(EnricherBench.shop())) {
            assertThatThrownBy(() -> bench.send("mill", bench.log.transaction().begin()))
                    .hasRootCauseInstanceOf(Refusal.class)
                    .rootCause()
                    .hasMessageContaining(
                            "The log has records of the source mill, and this enricher has contracts for" + " shop.");
        }
    }

    @Test
    void aPartitionStaysThatOfItsSourceOverRestarts() throws IOException {
        try (EnricherBench bench = bench(EnricherBench.shop())) {
            bench.send(bench.log.transaction(insert("products", columns("id", 1, "name", "Tea"))));
            ApplyTransactions successor = onTheSameStores(bench, mill());
            Record<String, byte[]> record =
                    new Record<>("mill", bytes(bench.log.transaction().begin()), 0);
            assertThatThrownBy(() -> successor.process(record))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining(
                            "The log has records of the source shop, and this enricher has contracts for mill.");
        }
    }

    private static ApplyTransactions onTheSameStores(EnricherBench bench, Contracts contracts) {
        MockProcessorContext<String, Committed> context = new MockProcessorContext<>();
        for (String name : EnrichmentTopology.STORES) {
            context.addStateStore(bench.driver.getKeyValueStore(name));
        }
        ApplyTransactions processor = new ApplyTransactions(
                EnricherBench.topics(),
                new Sources(List.of(EnricherBench.source(contracts))),
                Duration.ofDays(7),
                EnricherBench.commits(),
                bench.meters);
        processor.init(context);
        return processor;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNoRecordOfALogIsADeadLetterWhoeverWroteIt() {
        try (EnricherBench bench = bench(EnricherBench.shop())) {
            bench.send("mill", "nonsense");
            bench.send(null, "nonsense");
            assertThat(bench.deadLetters())
                    .extracting(letter -> letter.path("source").asText())
                    .containsExactly("mill", "");
            bench.send(bench.log.transaction(
                    insert("products", columns("id", 1, "name", "Tea")), audit(1, "product_changed", 1)));
            assertThat(bench.events()).hasSize(1);
        }
    }

    private EnricherBench bench(Contracts contracts) {
        return new EnricherBench(directory.resolve("state"), Duration.ofDays(7), contracts);
    }

    /** The shop's contracts for a source of another name. */
    private Contracts mill() throws IOException {
        Path shop = Path.of("src", "test", "resources", "shop");
        Path mill = Files.createDirectories(directory.resolve("mill"));
        for (String file : List.of("product-changed.avdl", "product-seen.avdl", "source.yaml", "catalog.yaml")) {
            Files.writeString(
                    mill.resolve(file), Files.readString(shop.resolve(file)).replace("source: shop", "source: mill"));
        }
        return ContractCompiler.compile(mill, CatalogFile.read(Files.readString(mill.resolve("catalog.yaml"))))
                .fold(compiled -> compiled, problems -> {
                    throw new AssertionError(problems.toString());
                });
    }
}

package io.tidings.contracts.lineage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.Library;
import io.tidings.contracts.catalog.Catalog;
import io.tidings.contracts.catalog.CatalogFile;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.compiler.ContractCompiler;
import io.tidings.contracts.plan.Contracts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The portal's contracts, all of them. */
class PortalLineageTest {
    private static final Path PORTAL = Path.of("src", "main", "avro", "portal");

    private static Catalog catalog;
    private static Contracts contracts;
    private static Lineage lineage;

    @BeforeAll
    static void compile() throws IOException {
        catalog = CatalogFile.read(Files.readString(PORTAL.resolve("catalog.yaml")));
        contracts = Library.contracts(ContractCompiler.compile(PORTAL, catalog));
        lineage = Lineage.of(contracts, catalog);
    }

    private static Stream<FieldLineage> fields() {
        return lineage.events().stream()
                .flatMap(event -> Stream.concat(Stream.of(event.key()), event.fields().stream()));
    }

    private static Stream<ColumnName> columns() {
        Stream<ColumnName> shown =
                fields().flatMap(field -> field.readings().stream().map(Reading::column));
        Stream<ColumnName> passed = Stream.concat(
                        lineage.events().stream().map(EventLineage::triggers), fields().map(FieldLineage::passages))
                .flatMap(List::stream)
                .map(Passage::column);
        return Stream.concat(shown, passed);
    }

    @Test
    void everyLeafOfAll26ReadsAColumnOrComparesFields() {
        assertThat(lineage.events()).hasSize(26).allSatisfy(event -> {
            assertThat(event.fields()).isNotEmpty();
            assertThat(event.key().readings()).isNotEmpty();
        });
        assertThat(fields().filter(field -> !field.isRecord() && !field.isComparison()))
                .hasSizeGreaterThan(2500)
                .allSatisfy(
                        field -> assertThat(field.readings()).as(field.name()).isNotEmpty());
        assertThat(fields().filter(FieldLineage::isRecord))
                .allSatisfy(field -> assertThat(field.rows()).as(field.name()).isNotEmpty());
        assertThat(fields())
                .allSatisfy(
                        field -> assertThat(field.origins()).as(field.name()).isNotEmpty());
    }

    @Test
    void everyColumnIsInTheCatalogAndLeavesTheDatabase() {
        Set<String> excluded =
                contracts.excluded().stream().map(Object::toString).collect(Collectors.toSet());
        assertThat(columns().distinct())
                .allMatch(column ->
                        catalog.table(column.table()).orElseThrow().columns().containsKey(column.column()))
                .noneMatch(column -> excluded.contains(column.toString()));
    }

    @Test
    void itsTablesAreThoseThatAreCaptured() {
        Set<TableName> tables = columns().map(ColumnName::table).collect(Collectors.toCollection(TreeSet::new));
        assertThat(tables).containsExactlyElementsOf(new TreeSet<>(contracts.tables()));
    }

    @Test
    void everyLookUpIsTold() {
        Set<ColumnName> passed = fields().flatMap(field -> field.passages().stream())
                .filter(passage -> passage.use() == Use.FOLLOW || passage.use() == Use.GATHER)
                .map(Passage::column)
                .collect(Collectors.toSet());
        assertThat(contracts.lookups())
                .isNotEmpty()
                .allMatch(lookup -> passed.contains(new ColumnName(lookup.table(), lookup.column())));
    }

    @Test
    void anAddressFeedsEveryPerson() {
        List<Touch> touches = lineage.touching(new TableName("public", "users"), "email");
        assertThat(touches)
                .allMatch(touch -> touch.use() == Use.VALUE && touch.field().endsWith(".email"));
        assertThat(touches).extracting(Touch::field).contains("actor.email", "product.team[].person.email");
        assertThat(touches).extracting(touch -> touch.contract().topic()).contains("product-created", "access-removed");
    }
}

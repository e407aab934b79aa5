package io.tidings.enricher.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class CompleteTablesTest {
    private static final TableName BOOKS = new TableName("public", "books");
    private static final TableName NOTES = new TableName("public", "notes");
    private static final Map<TableName, List<String>> BOTH = Map.of(BOOKS, List.of("id"), NOTES, List.of("id"));

    private final KeyValueStore<Bytes, byte[]> store = ReplicaStores.inMemory();

    private CompleteTables opened(Map<TableName, List<String>> kept) {
        return new CompleteTables(store, kept);
    }

    @Test
    void anEmptyStoreIsCompleteFromTheBeginning() {
        assertThat(opened(BOTH).doubt(BOOKS, 0)).isEmpty();
    }

    @Test
    void aTableThatIsKeptFromALaterDayOnIsCompleteWithItsSnapshotAndNotBefore() {
        opened(Map.of(BOOKS, List.of("id")));
        CompleteTables tables = opened(BOTH);
        assertThat(tables.contains(NOTES)).isFalse();
        assertThat(tables.doubt(NOTES, 9)).get().asString().contains("not known with all its rows yet");
        tables.complete(Set.of(NOTES, new TableName("public", "elsewhere")), 5);
        assertThat(tables.doubt(NOTES, 4)).get().asString().contains("from a later position on");
        assertThat(tables.doubt(NOTES, 5)).isEmpty();
        tables.complete(Set.of(NOTES), 7);
        assertThat(tables.doubt(NOTES, 5)).isEmpty();
    }

    @Test
    void allOfItIsRemembered() {
        opened(Map.of(BOOKS, List.of("id")));
        assertThat(opened(BOTH).contains(NOTES)).isFalse();
        opened(BOTH).complete(Set.of(NOTES), 5);
        assertThat(opened(BOTH).contains(NOTES)).isTrue();
        assertThat(opened(BOTH).doubt(NOTES, 4)).isPresent();
        opened(BOTH).onlyOf(Set.of(BOOKS));
        assertThat(opened(BOTH).contains(NOTES)).isFalse();
        assertThat(opened(BOTH).contains(BOOKS)).isTrue();
    }

    @Test
    void aTableThatWasNotKeptForAWhileIsNotComplete() {
        opened(BOTH);
        opened(Map.of(BOOKS, List.of("id")));
        assertThat(opened(BOTH).contains(NOTES)).isFalse();
    }

    @Test
    void anotherPrimaryKeyMakesItIncomplete() {
        opened(BOTH);
        CompleteTables tables = opened(Map.of(BOOKS, List.of("id"), NOTES, List.of("book", "line")));
        assertThat(tables.contains(NOTES)).isFalse();
        assertThat(tables.contains(BOOKS)).isTrue();
    }
}

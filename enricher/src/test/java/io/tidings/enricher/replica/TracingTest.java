package io.tidings.enricher.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts.Lookup;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Trace;
import io.tidings.contracts.plan.Trace.Earlier;
import io.tidings.enricher.replica.Replica.Moment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What was read was last different just before the latest change of any of it. */
class TracingTest {
    private static final TableName BOOKS = new TableName("public", "books");

    private final Replica replica =
            new Replica(ReplicaStores.inMemory(), Map.of(BOOKS, List.of("id")), Set.of(new Lookup(BOOKS, "shelf")), 0);

    private void put(int id, String shelf, String title, long position) {
        Row row = new Row(BOOKS, Map.of("id", id, "shelf", shelf, "title", title));
        replica.put(key(id), row, new Moment(position, position));
    }

    private static Key key(int id) {
        return new Key(List.of(String.valueOf(id)));
    }

    private Earlier before(long position, Consumer<Trace> read) {
        Trace trace = replica.asOf(position).trace();
        read.accept(trace);
        return trace.before();
    }

    private static List<Object> titles(Earlier earlier, String shelf) {
        assertThat(earlier).isInstanceOf(Earlier.Moment.class);
        return ((Earlier.Moment) earlier)
                .view().rows(BOOKS, "shelf", shelf).stream()
                        .map(row -> (Object) row.value("title"))
                        .toList();
    }

    @Test
    void aRowFoundByAValueCountsWithAllItsColumns() {
        put(1, "a", "old", 1);
        put(2, "a", "other", 1);
        put(1, "a", "new", 5);
        put(9, "b", "elsewhere", 7);
        assertThat(titles(before(8, trace -> trace.rows(BOOKS, "shelf", "a")), "a"))
                .containsExactlyInAnyOrder("old", "other");
    }

    @Test
    void aRowThatWasFoundAndIsNotAnyMoreCounts() {
        put(1, "a", "one", 1);
        put(2, "a", "two", 1);
        put(1, "b", "one", 5);
        assertThat(titles(before(8, trace -> trace.rows(BOOKS, "shelf", "a")), "a"))
                .containsExactlyInAnyOrder("one", "two");
    }

    @Test
    void aRowThatCameCounts() {
        put(1, "a", "one", 1);
        put(2, "a", "two", 5);
        assertThat(titles(before(8, trace -> trace.rows(BOOKS, "shelf", "a")), "a"))
                .containsExactly("one");
    }

    @Test
    void whatComesLaterDoesNotCount() {
        put(1, "a", "old", 1);
        put(1, "a", "new", 5);
        put(1, "b", "new", 7);
        assertThat(titles(before(6, trace -> trace.rows(BOOKS, "shelf", "a")), "a"))
                .containsExactly("old");
    }

    @Test
    void theTraceKnowsWhatItsViewKnows() {
        put(1, "a", "one", 1);
        assertThat(replica.asOf(1).trace().doubt(BOOKS)).isEmpty();
        replica.completeOnly(Set.of());
        assertThat(replica.asOf(1).trace().doubt(BOOKS)).isPresent();
        assertThat(replica.asOf(1).trace().trace().row(BOOKS, key(1))).isPresent();
    }
}

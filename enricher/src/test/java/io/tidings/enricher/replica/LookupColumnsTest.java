package io.tidings.enricher.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts.Lookup;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.enricher.replica.Replica.Moment;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;

class LookupColumnsTest {
    private static final TableName BOOKS = new TableName("public", "books");
    private static final Key KEY = new Key(List.of("1"));

    private final KeyValueStore<Bytes, byte[]> store = ReplicaStores.inMemory();

    private Replica opened(Set<Lookup> lookups) {
        return new Replica(store, Map.of(BOOKS, List.of("id")), lookups, 0);
    }

    private static void put(Replica replica, String shelf, long position) {
        replica.put(KEY, new Row(BOOKS, Map.of("id", 1, "shelf", shelf)), new Moment(position, position));
    }

    private static boolean isOn(Replica replica, String shelf, long position) {
        return !replica.asOf(position).rows(BOOKS, "shelf", shelf).isEmpty();
    }

    @Test
    void aColumnThatIsLookedUpFromALaterDayOnFindsTheRowsThatAreThere() {
        put(opened(Set.of()), "a", 1);
        Replica replica = opened(Set.of(new Lookup(BOOKS, "shelf")));
        assertThat(isOn(replica, "a", 1)).isTrue();
    }

    @Test
    void whatAColumnHeldBeforeItWasLeftOutForAWhileIsNotFoundAfterwards() {
        Set<Lookup> lookups = Set.of(new Lookup(BOOKS, "shelf"));
        put(opened(lookups), "a", 1);
        put(opened(Set.of()), "b", 2);
        Replica replica = opened(lookups);
        assertThat(isOn(replica, "a", 3)).isFalse();
        assertThat(isOn(replica, "b", 3)).isTrue();
    }
}

package io.tidings.enricher.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts.Lookup;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Trace;
import io.tidings.contracts.plan.View;
import io.tidings.enricher.replica.ModelDatabase.Id;
import io.tidings.enricher.replica.Replica.Moment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/** Random work on a replica and on the model, compared after each step at the latest and at earlier positions. */
final class ReplicaScenario {
    private static final TableName PEOPLE = new TableName("public", "a");
    private static final TableName PLACES = new TableName("public", "aa");
    private static final Map<TableName, List<String>> KEYS =
            Map.of(PEOPLE, List.of("id"), PLACES, List.of("country", "number"));
    private static final List<Lookup> LOOKUPS =
            List.of(new Lookup(PEOPLE, "name"), new Lookup(PEOPLE, "boss"), new Lookup(PLACES, "country"));
    private static final List<@Nullable Object> TEXTS = Arrays.asList("", "a", "aa", "é\uD83D\uDE00", "1", null);
    private static final List<@Nullable Object> NUMBERS = Arrays.asList(1, 11, 2, null);
    private static final List<String> VALUES = List.of("", "a", "aa", "é\uD83D\uDE00", "1", "11", "2");
    private static final int MILLIS_PER_POSITION = 1000;
    private static final long MEMORY_FOR_A_FEW = 15_000;

    private final KeyValueStore<Bytes, byte[]> store;
    private final Random random;
    private final String where;

    /** None, some of the rows, all of them. */
    private final long memory;

    private final ModelDatabase model = new ModelDatabase();
    private List<Lookup> lookups = LOOKUPS;

    /** Look-ups whose entries were made after something may have been forgotten. */
    private final Set<Lookup> madeLate = new HashSet<>();

    private Replica replica;
    private long position = 100;

    /** Views before this one may lack what retention dropped. */
    private long readableFrom;

    ReplicaScenario(KeyValueStore<Bytes, byte[]> store, Random random, String where) {
        this.store = store;
        this.random = random;
        this.where = where;
        this.memory = random.nextInt(3) * MEMORY_FOR_A_FEW;
        this.replica = new Replica(store, KEYS, lookups, memory);
    }

    void play(int steps) {
        for (int step = 0; step < steps; step++) {
            position += 1 + random.nextInt(5);
            switch (random.nextInt(12)) {
                case 0 -> snapshot(random.nextBoolean());
                case 1 -> reopenWithOtherLookups();
                case 2 -> forget();
                default -> transaction();
            }
            countsAreRight();
            compare(model.latest());
            compare(position);
            for (int past = 0; past < 3; past++) {
                compare(readableFrom + random.nextInt((int) (position - readableFrom) + 1));
            }
        }
        nothingIsLeftOfWhatIsForgotten();
    }

    private Moment moment() {
        return new Moment(position, position * MILLIS_PER_POSITION);
    }

    private void transaction() {
        Map<Id, Row> state = model.copyOfLatest();
        for (int change = random.nextInt(6); change >= 0; change--) {
            change(state);
        }
        model.commit(position, state);
    }

    private void change(Map<Id, Row> state) {
        Row row = row();
        Id id = new Id(row.table(), replica.key(row).orElseThrow());
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> {
                replica.delete(id.table(), id.key(), moment());
                state.remove(id);
            }
            case 3 -> {
                replica.truncate(id.table(), moment(), key -> {});
                state.keySet().removeIf(other -> other.table().equals(id.table()));
            }
            default -> {
                replica.put(id.key(), row, moment());
                state.put(id, row);
            }
        }
    }

    /** What a snapshot finds: some rows gone, some changed, some new; perhaps only after one that was broken off. */
    private void snapshot(boolean afterOneBrokenOff) {
        if (afterOneBrokenOff) {
            Map<Id, Row> seen = model.copyOfLatest();
            for (int i = random.nextInt(4); i >= 0; i--) {
                confirm(row(), seen);
            }
            model.commit(position, seen);
            position += 1 + random.nextInt(3);
        }
        List<Row> found = new ArrayList<>(model.copyOfLatest().values());
        found.removeIf(row -> random.nextInt(4) == 0);
        found.add(row());
        Collections.shuffle(found, random);
        Map<Id, Row> state = new HashMap<>();
        found.forEach(row -> confirm(row, state));
        replica.endUnconfirmed(replica.tables(), moment());
        model.commit(position, state);
    }

    private void confirm(Row row, Map<Id, Row> state) {
        Id id = new Id(row.table(), replica.key(row).orElseThrow());
        replica.confirm(id.key(), row, moment());
        state.put(id, row);
    }

    private void reopenWithOtherLookups() {
        List<Lookup> before = lookups;
        lookups = LOOKUPS.stream().filter(lookup -> random.nextBoolean()).toList();
        lookups.stream().filter(lookup -> !before.contains(lookup)).forEach(madeLate::add);
        replica = new Replica(store, KEYS, lookups, memory);
    }

    private void forget() {
        long limit = readableFrom + random.nextInt((int) (position - readableFrom) + 1);
        replica.forgetBefore(limit * MILLIS_PER_POSITION);
        readableFrom = Math.max(readableFrom, limit);
    }

    private void countsAreRight() {
        replica.saveSize();
        List<Bytes> all = keysOfAll(store);
        assertThat(new Replica(store, KEYS, lookups, memory).size())
                .as(where)
                .isEqualTo(new Replica.Size(count(all, Keys.ROW), count(all, Keys.ENDED), count(all, Keys.FORGOTTEN)));
    }

    private static long count(List<Bytes> keys, byte kind) {
        return keys.stream().filter(key -> key.get()[0] == kind).count();
    }

    private void nothingIsLeftOfWhatIsForgotten() {
        replica.forgetBefore(Long.MAX_VALUE);
        KeyValueStore<Bytes, byte[]> fresh = ReplicaStores.inMemory();
        Replica never = new Replica(fresh, KEYS, LOOKUPS, memory);
        model.at(position).forEach((id, row) -> never.put(id.key(), row, moment()));
        replica = new Replica(store, KEYS, LOOKUPS, memory);
        assertThat(keys(store)).as(where).isEqualTo(keys(fresh));
    }

    private static List<Bytes> keys(KeyValueStore<Bytes, byte[]> store) {
        List<Bytes> keys = keysOfAll(store);
        keys.removeIf(key -> List.of(Keys.FORGOTTEN, Keys.HORIZON, Keys.SIZES).contains(key.get()[0]));
        return keys;
    }

    private static List<Bytes> keysOfAll(KeyValueStore<Bytes, byte[]> store) {
        List<Bytes> keys = new ArrayList<>();
        try (var entries = store.all()) {
            entries.forEachRemaining(entry -> keys.add(entry.key));
        }
        return keys;
    }

    private void compare(long at) {
        View view = replica.asOf(at);
        sameRows(view, at);
        for (Id id : ids()) {
            if (model.row(id, at).isEmpty()) {
                sameLast(
                        at,
                        past -> model.row(id, past).stream().toList(),
                        read -> read.row(id.table(), id.key()).stream().toList(),
                        false,
                        id);
            }
        }
        for (Lookup lookup : lookups) {
            for (String value : VALUES) {
                if (model.rows(lookup.table(), lookup.column(), value, at).isEmpty()) {
                    sameLast(
                            at,
                            past -> model.rows(lookup.table(), lookup.column(), value, past),
                            read -> read.rows(lookup.table(), lookup.column(), value),
                            madeLate.contains(lookup),
                            lookup);
                }
            }
        }
    }

    /** Goes back from a position at which there is nothing, to when there last was something. */
    private void sameLast(
            long at, LongFunction<List<Row>> expected, Function<View, List<Row>> read, boolean late, Object what) {
        Optional<Long> last = model.lastBefore(at, past -> !expected.apply(past).isEmpty());
        Trace.Earlier earlier = new Trace.Earlier.Moment(replica.asOf(at));
        List<Row> found = List.of();
        while (found.isEmpty() && earlier instanceof Trace.Earlier.Moment moment) {
            Trace trace = moment.view().trace();
            found = read.apply(trace);
            earlier = trace.before();
        }
        String description = "%s: last of %s at %d".formatted(where, what, at);
        if (last.isEmpty() || last.get() < readableFrom - 1) {
            boolean mayBeForgotten = last.isPresent() || late;
            assertThat(found).as(description).isEmpty();
            assertThat(earlier)
                    .as(description)
                    .isInstanceOfAny(
                            last.isPresent() ? Trace.Earlier.Forgotten.class : Trace.Earlier.Never.class,
                            mayBeForgotten ? Trace.Earlier.Forgotten.class : Trace.Earlier.Never.class);
        } else {
            assertThat(found).as(description).containsExactlyInAnyOrderElementsOf(expected.apply(last.get()));
        }
    }

    private void sameRows(View view, long at) {
        for (Id id : ids()) {
            assertThat(view.row(id.table(), id.key()))
                    .as("%s: %s at %d", where, id, at)
                    .isEqualTo(model.row(id, at));
        }
        for (Lookup lookup : lookups) {
            for (String value : VALUES) {
                assertThat(view.rows(lookup.table(), lookup.column(), value))
                        .as("%s: %s = '%s' at %d", where, lookup, value, at)
                        .containsExactlyInAnyOrderElementsOf(model.rows(lookup.table(), lookup.column(), value, at));
            }
        }
    }

    private Row row() {
        boolean person = random.nextInt(3) > 0;
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (person) {
            values.put("id", 1 + random.nextInt(12));
            values.put("name", any(TEXTS));
            values.put("boss", any(NUMBERS));
            values.put("weight", random.nextBoolean() ? 0.1 : List.of("x", 1));
        } else {
            values.put("country", List.of("", "a", "aa").get(random.nextInt(3)));
            values.put("number", 1 + random.nextInt(2));
            values.put("name", any(TEXTS));
        }
        return new Row(person ? PEOPLE : PLACES, values);
    }

    private @Nullable Object any(List<@Nullable Object> values) {
        return values.get(random.nextInt(values.size()));
    }

    private static Set<Id> ids() {
        Set<Id> ids = new LinkedHashSet<>();
        for (int id = 1; id <= 12; id++) {
            ids.add(new Id(PEOPLE, Key.of(String.valueOf(id))));
        }
        for (String country : List.of("", "a", "aa")) {
            ids.add(new Id(PLACES, new Key(List.of(country, "1"))));
            ids.add(new Id(PLACES, new Key(List.of(country, "2"))));
        }
        return ids;
    }
}

package io.tidings.enricher.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Contracts.Lookup;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.enricher.replica.Replica.Moment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Rows of a table without primary key are a multiset, at every position: two equal rows are two. */
class KeylessRowsTest {
    private static final TableName NOTES = new TableName("public", "notes");
    private static final Map<TableName, List<String>> COLUMNS = Map.of(NOTES, List.of("book", "text"));

    private final Replica replica = new Replica(
            ReplicaStores.inMemory(), Map.of(NOTES, List.of()), COLUMNS, Set.of(new Lookup(NOTES, "book")), 0);

    private static Row note(int book, @Nullable String text) {
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("book", book);
        values.put("text", text);
        return new Row(NOTES, values);
    }

    private List<@Nullable Object> texts(int book, long position) {
        return replica.asOf(position).rows(NOTES, "book", String.valueOf(book)).stream()
                .map(row -> row.value("text"))
                .toList();
    }

    private static Moment at(long position) {
        return new Moment(position, position);
    }

    @Test
    void whateverHappensEveryPositionHasTheRowsThatItHad() {
        long seed = Long.getLong("tidings.seed", System.nanoTime());
        System.out.println("tidings.seed=" + seed);
        Random random = new Random(seed);
        List<Row> now = new ArrayList<>();
        TreeMap<Long, List<Row>> model = new TreeMap<>();
        for (long position = 1; position <= 200; position++) {
            boolean snapshot = random.nextInt(10) == 0;
            // A snapshot's position can be that of the transaction before it.
            if (!snapshot || random.nextBoolean()) {
                for (int change = random.nextInt(6); change >= 0; change--) {
                    change(random, now, at(position));
                }
            }
            if (snapshot) {
                snapshot(random, now, at(position));
            }
            model.put(position, List.copyOf(now));
        }
        model.forEach((position, rows) -> {
            for (int book = 0; book < 3; book++) {
                int which = book;
                assertThat(texts(book, position))
                        .as("book " + book + " at " + position + " of -Dtidings.seed=" + seed)
                        .containsExactlyInAnyOrderElementsOf(rows.stream()
                                .filter(row -> Integer.valueOf(which).equals(row.value("book")))
                                .map(row -> row.value("text"))
                                .toList());
            }
        });
    }

    private static Row random(Random random) {
        return note(random.nextInt(3), random.nextInt(4) == 0 ? null : "t" + random.nextInt(3));
    }

    private void change(Random random, List<Row> now, Moment moment) {
        if (now.isEmpty() || random.nextInt(5) < 3) {
            Row row = random(random);
            now.add(row);
            replica.add(row, moment);
        } else if (random.nextInt(100) == 0) {
            now.clear();
            replica.truncate(NOTES, moment, key -> {});
        } else {
            replica.remove(now.remove(random.nextInt(now.size())), moment);
        }
    }

    /** Finds other rows than were there: some are gone, some are new. */
    private void snapshot(Random random, List<Row> now, Moment moment) {
        now.removeIf(row -> random.nextInt(5) == 0);
        now.add(random(random));
        for (Row row : now) {
            Key key = replica.snapshotKey(row, moment.position()).orElseThrow();
            replica.confirm(key, row, moment);
        }
        replica.endUnconfirmed(replica.tables(), moment);
    }

    @Test
    void aColumnThatTheCatalogDoesNotKnowTellsNoRowsApart() {
        Map<String, @Nullable Object> generated = new HashMap<>(note(1, "a").values());
        generated.put("shout", "A");
        replica.add(new Row(NOTES, generated), at(1));
        replica.remove(note(1, "a"), at(2));
        assertThat(texts(1, 1)).containsExactly("a");
        assertThat(texts(1, 2)).isEmpty();
    }

    @Test
    void aRowFromBeforeAColumnWentIsFoundByTheOthers() {
        replica.add(note(1, "a"), at(1));
        replica.add(note(2, "b"), at(1));
        replica.remove(new Row(NOTES, Map.of("book", 2)), at(2));
        assertThat(texts(1, 2)).containsExactly("a");
        assertThat(texts(2, 2)).isEmpty();
    }

    @Test
    void aRowThatWasNeverThereTakesNoOtherAway() {
        replica.add(note(1, "a"), at(1));
        replica.remove(note(1, null), at(2));
        replica.remove(note(1, "b"), at(2));
        assertThat(texts(1, 2)).containsExactly("a");
    }
}

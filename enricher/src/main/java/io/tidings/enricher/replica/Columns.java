package io.tidings.enricher.replica;

import io.tidings.contracts.catalog.TableName;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The columns that rows have, known once for all rows that have them, so that each row is its values and no more. Threads
 * share them.
 */
final class Columns {
    private static final Columns NONE = new Columns(List.of());

    /** There are as many as tables have had shapes. */
    private static final Map<List<String>, Columns> KNOWN = new ConcurrentHashMap<>();

    /** What the last row of a table had, most likely the next one has too. */
    private static final Map<TableName, Columns> LAST = new ConcurrentHashMap<>();

    private final List<String> names;
    private final byte[][] utf8;
    private final Map<String, Integer> places = new HashMap<>();

    private Columns(List<String> names) {
        this.names = names;
        this.utf8 = new byte[names.size()][];
        for (int place = 0; place < utf8.length; place++) {
            utf8[place] = names.get(place).getBytes(StandardCharsets.UTF_8);
            places.put(names.get(place), place);
        }
    }

    /** Those that the table's next row will have, by all that is known. */
    static Columns expected(TableName table) {
        return LAST.getOrDefault(table, NONE);
    }

    /** Those of a row that has come, by name. */
    static Columns of(TableName table, List<String> names) {
        Columns expected = expected(table);
        if (expected.names.equals(names)) {
            return expected;
        }
        Columns columns = KNOWN.computeIfAbsent(List.copyOf(names), Columns::new);
        LAST.put(table, columns);
        return columns;
    }

    int size() {
        return utf8.length;
    }

    List<String> names() {
        return names;
    }

    /** Whether the column at a place has the name that stands in some bytes. */
    boolean isNamed(int place, byte[] bytes, int from, int to) {
        byte[] name = utf8[place];
        return Arrays.equals(name, 0, name.length, bytes, from, to);
    }

    /** A row's values by name. The map takes the array over and does not let it change. */
    Map<String, @Nullable Object> with(@Nullable Object[] values) {
        return new Values(this, values);
    }

    private static final class Values extends AbstractMap<String, @Nullable Object> {
        private final Columns columns;
        private final @Nullable Object[] values;

        Values(Columns columns, @Nullable Object[] values) {
            this.columns = columns;
            this.values = values;
        }

        @Override
        public @Nullable Object get(@Nullable Object name) {
            Integer place = columns.places.get(name);
            return place == null ? null : values[place];
        }

        @Override
        public boolean containsKey(@Nullable Object name) {
            return columns.places.containsKey(name);
        }

        @Override
        public Set<Entry<String, @Nullable Object>> entrySet() {
            return new AbstractSet<>() {
                @Override
                public int size() {
                    return values.length;
                }

                @Override
                public Iterator<Entry<String, @Nullable Object>> iterator() {
                    return new Entries();
                }
            };
        }

        private final class Entries implements Iterator<Entry<String, @Nullable Object>> {
            private int next;

            @Override
            public boolean hasNext() {
                return next < values.length;
            }

            @Override
            public Entry<String, @Nullable Object> next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                return new SimpleImmutableEntry<>(columns.names.get(next), values[next++]);
            }
        }
    }
}

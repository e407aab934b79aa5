package io.tidings.enricher.replica;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.plan.Key;
import io.tidings.contracts.plan.Row;
import io.tidings.contracts.plan.Text;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * How the rows of tables without primary key are told apart: by all they hold and, since two rows can be equal, by a number.
 * The equal rows that are there now are numbered from zero without a gap, so it does not matter which of them goes.
 */
final class KeylessRows {
    private static final ObjectMapper JSON = new ObjectMapper();
    private final KeyValueStore<Bytes, byte[]> store;
    private final Map<TableName, List<String>> columns;

    /**
     * Opens them.
     *
     * @param columns those of each table that tell its rows apart: generated ones are not among them, because only
     *     snapshots show them
     */
    KeylessRows(KeyValueStore<Bytes, byte[]> store, Map<TableName, List<String>> columns) {
        this.store = store;
        this.columns = columns;
    }

    boolean holds(TableName table) {
        return columns.containsKey(table);
    }

    /** The key of one more such row. */
    Key next(Row row) {
        String content = content(row);
        return key(content, count(row.table(), content));
    }

    /** The key of one such row, or else of one that holds the same in all columns that this one has. */
    Optional<Key> one(Row row) {
        String content = content(row);
        int count = count(row.table(), content);
        return count > 0 ? Optional.of(key(content, count - 1)) : alike(row);
    }

    /** The first such row that the snapshot has not confirmed, which may be one more. */
    Key unconfirmed(Row row, long snapshot) {
        String content = content(row);
        int low = 0;
        int high = count(row.table(), content);
        while (low < high) {
            int middle = (low + high) >>> 1;
            byte[] version = store.get(Keys.row(row.table(), key(content, middle)));
            boolean confirmed =
                    version != null && Version.of(row.table(), version).seen() == snapshot;
            low = confirmed ? middle + 1 : low;
            high = confirmed ? high : middle;
        }
        return key(content, low);
    }

    private static Key key(String content, int number) {
        return new Key(List.of(content, String.format("%08x", number)));
    }

    private int count(TableName table, String content) {
        Bytes prefix = Keys.row(table, Key.of(content));
        try (KeyValueIterator<Bytes, byte[]> last = store.reverseRange(prefix, Keys.after(prefix))) {
            return last.hasNext()
                    ? 1
                            + Integer.parseUnsignedInt(
                                    Keys.key(last.next().key, prefix, 0).parts().get(0), 16)
                    : 0;
        }
    }

    /** Columns come and go: what was written before an {@code alter table} holds other columns than what comes after. */
    private Optional<Key> alike(Row row) {
        Bytes prefix = Keys.rows(row.table());
        try (KeyValueIterator<Bytes, byte[]> rows = store.range(prefix, Keys.after(prefix))) {
            while (rows.hasNext()) {
                var entry = rows.next();
                Row other = Version.of(row.table(), entry.value).row();
                List<String> common = columns.getOrDefault(row.table(), List.of()).stream()
                        .filter(column -> row.values().containsKey(column)
                                && other.values().containsKey(column))
                        .toList();
                boolean alike = !common.isEmpty()
                        && common.stream()
                                .allMatch(column -> Objects.equals(
                                        Text.orNull(row.value(column)), Text.orNull(other.value(column))));
                if (alike) {
                    String content = Keys.key(entry.key, prefix, 0).parts().get(0);
                    return Optional.of(key(content, count(row.table(), content) - 1));
                }
            }
        }
        return Optional.empty();
    }

    private Map<String, Object> own(Row row) {
        Map<String, Object> own = new TreeMap<>();
        for (String column : columns.getOrDefault(row.table(), List.of())) {
            Object value = row.value(column);
            if (value != null) {
                own.put(column, value);
            }
        }
        return own;
    }

    /** A digest, because keys are repeated in every look-up. */
    private String content(Row row) {
        Map<String, Object> own = own(row);
        own.replaceAll((column, value) -> Text.of(value));
        try {
            byte[] text = JSON.writeValueAsString(own).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("Texts have json, and every Java has SHA-256.", e);
        }
    }
}

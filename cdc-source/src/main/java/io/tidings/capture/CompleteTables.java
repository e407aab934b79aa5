package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** Remembers of which tables the log has all rows, and the shape that they had when it was so. */
final class CompleteTables {

    private final CaptureSettings settings;
    private final ChangeLog log;
    private final Offsets offsets;

    CompleteTables(CaptureSettings settings, ChangeLog log, Offsets offsets) {
        this.settings = settings;
        this.log = log;
        this.offsets = offsets;
    }

    /** Those of the tables of which the log does not have all rows as they are now. */
    SortedSet<TableName> incomplete(SortedMap<TableName, TableShape> now) {
        SortedSet<TableName> incomplete = new TreeSet<>();
        now.forEach((table, shape) -> {
            if (shapeOf(table).filter(then -> then.stillHolds(shape)).isEmpty()) {
                incomplete.add(table);
            }
        });
        return incomplete;
    }

    /** Takes over shapes that changed without making a table incomplete. */
    void follow(SortedMap<TableName, TableShape> now) {
        SortedMap<TableName, TableShape> changed = new TreeMap<>(now);
        changed.entrySet().removeIf(entry -> shapeOf(entry.getKey()).equals(Optional.of(entry.getValue())));
        store(entries(settings.source(), changed));
    }

    /** Changes of these tables do not reach the log: what it has of them will not be all. */
    void forget(Set<TableName> tables) {
        Map<ByteBuffer, ByteBuffer> entries = new HashMap<>();
        tables.stream()
                .filter(table -> shapeOf(table).isPresent())
                .forEach(table -> entries.putAll(Remembered.entry(key(settings.source(), table), "")));
        store(entries);
    }

    /** The remembered tables that are not captured any more. */
    Set<TableName> notCapturedAnyMore() {
        String prefix = key(settings.source(), "");
        Set<TableName> tables = new TreeSet<>();
        offsets.durable().keySet().forEach(key -> {
            String text = Remembered.text(key);
            if (text.startsWith(prefix)) {
                tables.add(TableName.parse(text.substring(prefix.length()), "public"));
            }
        });
        tables.removeAll(settings.tableNames());
        return tables;
    }

    /** What is to be stored together with a snapshot's end. */
    static Map<ByteBuffer, ByteBuffer> entries(String source, SortedMap<TableName, TableShape> shapes) {
        Map<ByteBuffer, ByteBuffer> entries = new HashMap<>();
        shapes.forEach((table, shape) -> entries.putAll(Remembered.entry(key(source, table), shape.text())));
        return entries;
    }

    private void store(Map<ByteBuffer, ByteBuffer> entries) {
        if (!entries.isEmpty()) {
            log.write(List.of(), entries);
            offsets.remember(entries);
        }
    }

    private Optional<TableShape> shapeOf(TableName table) {
        return shape(offsets.durable(), settings.source(), table);
    }

    /** The shape that the table had when the log had all its rows; empty when it does not have them. */
    static Optional<TableShape> shape(Map<ByteBuffer, ByteBuffer> stored, String source, TableName table) {
        return Remembered.in(stored, key(source, table)).map(TableShape::parse);
    }

    private static String key(String source, Object table) {
        return "table " + source + " " + table;
    }
}

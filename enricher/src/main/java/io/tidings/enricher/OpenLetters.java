package io.tidings.enricher;

import io.tidings.contracts.plan.AuditTable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The rejected events that can still be evaluated again, in a store, in the order of what triggered them: each under its
 * sequence and topic. Behind them each has an entry for every row that it is about, under {@code r}, topic, the row's
 * digest and the sequence, so that the earliest about a row is found by one read.
 */
final class OpenLetters {
    /** Before all letters; what is before it is the store's stamp. */
    private static final Bytes FIRST = bytes("0");

    private static final String ROW = "r";
    private static final Bytes ROWS_BEGIN = bytes(ROW);
    private static final Bytes ROWS_END = bytes("s");
    private static final Bytes DEFINITION = bytes("v");
    private static final byte[] NOTHING = {};

    private final KeyValueStore<Bytes, byte[]> store;
    private final AuditTable audit;

    /** When the transaction of the first letter committed; empty when that has to be looked up. */
    private Optional<Long> oldestMillis = Optional.empty();

    /**
     * Opens those of one source. What an earlier version left has no entries for rows, and what other contracts left may
     * have other ones; both get theirs now.
     */
    OpenLetters(KeyValueStore<Bytes, byte[]> store, AuditTable audit) {
        this.store = store;
        this.audit = audit;
        String definition = "1 " + audit.references() + audit.entities() + audit.types();
        byte[] stored = store.get(DEFINITION);
        if (stored == null || !new String(stored, StandardCharsets.UTF_8).equals(definition)) {
            makeEntries();
            store.put(DEFINITION, definition.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void makeEntries() {
        List<Bytes> earlier = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(ROWS_BEGIN, ROWS_END)) {
            entries.forEachRemaining(entry -> earlier.add(entry.key));
        }
        earlier.forEach(store::delete);
        List<Bytes> now = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> letters = store.range(FIRST, ROWS_BEGIN)) {
            letters.forEachRemaining(
                    letter -> now.addAll(entries(sequence(letter.key), OpenLetter.read(letter.value))));
        }
        now.forEach(entry -> store.put(entry, NOTHING));
    }

    private static Bytes bytes(String text) {
        return Bytes.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes key(String sequence, String topic) {
        return bytes(sequence + "\0" + topic);
    }

    private static String sequence(Bytes letterKey) {
        String text = new String(letterKey.get(), StandardCharsets.UTF_8);
        return text.substring(0, text.indexOf('\0'));
    }

    /** What the entries for the letter's rows begin with; the sequence follows. */
    private List<String> rows(OpenLetter letter) {
        return letter.rows(audit).stream()
                .distinct()
                .map(row -> ROW + letter.topic() + "\0" + row.digest() + "\0")
                .toList();
    }

    private List<Bytes> entries(String sequence, OpenLetter letter) {
        return rows(letter).stream().map(row -> bytes(row + sequence)).toList();
    }

    /** Adds one, the latest, and forgets those whose transaction committed before the horizon. */
    void add(String sequence, OpenLetter letter, long horizonMillis) {
        store.put(key(sequence, letter.topic()), letter.bytes());
        entries(sequence, letter).forEach(entry -> store.put(entry, NOTHING));
        if (oldestMillis.isEmpty() || oldestMillis.get() < horizonMillis) {
            forgetBefore(horizonMillis);
        }
    }

    private void forgetBefore(long horizonMillis) {
        List<KeyValue<Bytes, byte[]>> old = new ArrayList<>();
        oldestMillis = Optional.empty();
        try (KeyValueIterator<Bytes, byte[]> letters = store.range(FIRST, ROWS_BEGIN)) {
            while (letters.hasNext() && oldestMillis.isEmpty()) {
                KeyValue<Bytes, byte[]> next = letters.next();
                long millis = OpenLetter.read(next.value).millis();
                if (millis >= horizonMillis) {
                    oldestMillis = Optional.of(millis);
                } else {
                    old.add(next);
                }
            }
        }
        old.forEach(letter -> delete(sequence(letter.key), OpenLetter.read(letter.value)));
    }

    private void delete(String sequence, OpenLetter letter) {
        store.delete(key(sequence, letter.topic()));
        entries(sequence, letter).forEach(store::delete);
    }

    Optional<OpenLetter> find(String sequence, String topic) {
        return Optional.ofNullable(store.get(key(sequence, topic))).map(OpenLetter::read);
    }

    void remove(String sequence, OpenLetter letter) {
        delete(sequence, letter);
        oldestMillis = Optional.empty();
    }

    /** The sequence of the earliest letter of the same topic, before this one, that is about one of its rows. */
    Optional<String> earlier(String sequence, OpenLetter letter) {
        return rows(letter).stream()
                .flatMap(row -> first(row, sequence).stream())
                .min(String::compareTo);
    }

    private Optional<String> first(String row, String end) {
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(bytes(row), bytes(row + end))) {
            if (!entries.hasNext()) {
                return Optional.empty();
            }
            String entry = new String(entries.next().key.get(), StandardCharsets.UTF_8);
            return Optional.of(entry.substring(row.length())).filter(sequence -> !sequence.equals(end));
        }
    }
}

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

/** The rejected events that can still be evaluated again, in a store, in the order of what triggered them. */
final class OpenLetters {
    /** Before all letters; what is before it is the store's stamp. */
    private static final Bytes FIRST = Bytes.wrap(new byte[] {'0'});

    private final KeyValueStore<Bytes, byte[]> store;

    OpenLetters(KeyValueStore<Bytes, byte[]> store) {
        this.store = store;
    }

    private static Bytes key(String sequence, String topic) {
        return Bytes.wrap((sequence + "\0" + topic).getBytes(StandardCharsets.UTF_8));
    }

    /** Adds one, and forgets those whose transaction committed before the horizon. */
    void add(String sequence, OpenLetter letter, long horizonMillis) {
        store.put(key(sequence, letter.topic()), letter.bytes());
        List<Bytes> old = new ArrayList<>();
        try (KeyValueIterator<Bytes, byte[]> letters = store.range(FIRST, null)) {
            while (letters.hasNext()) {
                KeyValue<Bytes, byte[]> next = letters.next();
                if (OpenLetter.read(next.value).millis() >= horizonMillis) {
                    break;
                }
                old.add(next.key);
            }
        }
        old.forEach(store::delete);
    }

    Optional<OpenLetter> find(String sequence, String topic) {
        return Optional.ofNullable(store.get(key(sequence, topic))).map(OpenLetter::read);
    }

    void remove(String sequence, String topic) {
        store.delete(key(sequence, topic));
    }

    /** The sequence of the earliest letter of the same topic, before this one, that is about one of its rows. */
    Optional<String> earlier(String sequence, OpenLetter letter, AuditTable audit) {
        Bytes end = key(sequence, letter.topic());
        try (KeyValueIterator<Bytes, byte[]> letters = store.range(FIRST, null)) {
            while (letters.hasNext()) {
                KeyValue<Bytes, byte[]> next = letters.next();
                if (next.key.compareTo(end) >= 0) {
                    break;
                }
                OpenLetter other = OpenLetter.read(next.value);
                if (other.topic().equals(letter.topic()) && other.sharesARowWith(letter, audit)) {
                    String text = new String(next.key.get(), StandardCharsets.UTF_8);
                    return Optional.of(text.substring(0, text.indexOf('\0')));
                }
            }
        }
        return Optional.empty();
    }
}

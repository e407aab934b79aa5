package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.plan.AuditTable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rejected events are found by the rows that they are about, however many there are. */
class OpenLettersTest {
    private static final String TOPIC = "product-changed";
    private static final int MANY = 300;
    private static final Set<String> READS = Set.of("get", "range", "all", "next");

    @TempDir
    private Path state;

    private EnricherBench bench;
    private KeyValueStore<Bytes, byte[]> store;
    private int reads;

    @BeforeEach
    void open() {
        bench = new EnricherBench(state, Duration.ofDays(7));
        store = bench.driver.getKeyValueStore(EvaluateContracts.LETTERS);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private OpenLetters letters() {
        return new OpenLetters(store, bench.contracts.audit());
    }

    /** The same store, whose reads are counted, those of its iterators too. */
    @SuppressWarnings("unchecked")
    private KeyValueStore<Bytes, byte[]> counting() {
        return (KeyValueStore<Bytes, byte[]>) counting(store, KeyValueStore.class);
    }

    private Object counting(Object target, Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            reads += READS.contains(method.getName()) ? 1 : 0;
            try {
                Object result = method.invoke(target, arguments);
                return result instanceof KeyValueIterator<?, ?> iterator
                        ? counting(iterator, KeyValueIterator.class)
                        : result;
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static String sequence(int number) {
        return String.format("%016x-10000000", number);
    }

    private static OpenLetter about(int product, long millis) {
        return new OpenLetter(
                TOPIC,
                millis,
                0,
                0,
                millis,
                Map.of("id", 1, "name", "product_changed", "subject_type", "PRODUCT", "subject_id", product),
                null,
                List.of());
    }

    private static OpenLetter ofChange(String... key) {
        return new OpenLetter("tag-removed", 1, 0, 0, 1, null, "public.tags", List.of(key));
    }

    @Test
    void eachOfManyIsAddedFoundAndRemovedByAFewReads() {
        OpenLetters letters = new OpenLetters(counting(), bench.contracts.audit());
        for (int number = 0; number < MANY; number++) {
            letters.add(sequence(number), about(number % 3, number), 0);
        }
        for (int number = 0; number < MANY; number++) {
            OpenLetter letter = letters.find(sequence(number), TOPIC).orElseThrow();
            assertThat(letters.earlier(sequence(number), letter)).isEmpty();
            letters.remove(sequence(number), letter);
        }
        assertThat(reads).isLessThan(10 * MANY);
        assertThat(letters.find(sequence(0), TOPIC)).isEmpty();
    }

    @Test
    void theEarliestThatIsOpenAboutARowIsFoundHoweverManyAreOpenBetween() {
        OpenLetters letters = new OpenLetters(counting(), bench.contracts.audit());
        for (int number = 0; number < MANY; number++) {
            letters.add(sequence(number), about(number % 3, number), 0);
        }
        reads = 0;
        assertThat(letters.earlier(sequence(MANY), about(2, MANY))).contains(sequence(2));
        letters.remove(sequence(2), about(2, 2));
        assertThat(letters.earlier(sequence(MANY), about(2, MANY))).contains(sequence(5));
        assertThat(letters.earlier(sequence(5), about(2, 5))).isEmpty();
        assertThat(letters.earlier(sequence(MANY), about(7, MANY))).isEmpty();
        assertThat(reads).isLessThan(20);
    }

    @Test
    void aRowIsNotTakenForOneWhoseKeyBeginsLikeIts() {
        OpenLetters letters = letters();
        letters.add(sequence(1), ofChange("1", "0"), 0);
        letters.add(sequence(2), ofChange("1"), 0);
        assertThat(letters.earlier(sequence(2), ofChange("1"))).isEmpty();
        assertThat(letters.earlier(sequence(2), ofChange("1", "0"))).contains(sequence(1));
        assertThat(letters.earlier(sequence(2), about(1, 2))).isEmpty();
    }

    @Test
    void whatCommittedBeforeTheHorizonIsForgottenWithItsEntries() {
        OpenLetters letters = letters();
        letters.add(sequence(1), about(1, 100), 0);
        letters.add(sequence(2), about(1, 200), 0);
        letters.add(sequence(3), about(1, 300), 150);
        assertThat(letters.find(sequence(1), TOPIC)).isEmpty();
        assertThat(letters.earlier(sequence(3), about(1, 300))).contains(sequence(2));
        OpenLetters successor = letters();
        successor.add(sequence(4), about(1, 400), 350);
        assertThat(successor.earlier(sequence(4), about(1, 400))).isEmpty();
        assertThat(successor.find(sequence(3), TOPIC)).isEmpty();
    }

    @Test
    void whatAnEarlierVersionStoredWithoutEntriesIsFound() {
        put(sequence(1), about(1, 100));
        put(sequence(2), about(2, 200));
        assertThat(letters().earlier(sequence(3), about(2, 300))).contains(sequence(2));
    }

    private void put(String sequence, OpenLetter letter) {
        store.put(Bytes.wrap((sequence + "\0" + letter.topic()).getBytes(StandardCharsets.UTF_8)), letter.bytes());
    }

    @Test
    void entriesFollowWhatTheAuditTablesColumnsMean() {
        letters().add(sequence(1), about(1, 100), 0);
        AuditTable audit = bench.contracts.audit();
        AuditTable withoutEntities = new AuditTable(
                audit.source(),
                audit.table(),
                audit.id(),
                audit.action(),
                Optional.empty(),
                audit.references(),
                Map.of(),
                audit.types());
        OpenLetters others = new OpenLetters(store, withoutEntities);
        assertThat(others.earlier(sequence(2), about(1, 200))).isEmpty();
        others.remove(sequence(1), about(1, 100));
        assertThat(letters().earlier(sequence(2), about(1, 200))).isEmpty();
    }
}

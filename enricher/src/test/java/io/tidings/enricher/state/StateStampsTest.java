package io.tidings.enricher.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.problem.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stores that do not belong together, or to the changelogs that are there, are refused; nothing is read from them. */
class StateStampsTest {
    private static final List<String> STORES = List.of("buffer", "replica", "progress");
    private static final Bytes KEY = Bytes.wrap("key".getBytes(StandardCharsets.UTF_8));

    private final MockProcessorContext<String, String> context = new MockProcessorContext<>(properties());
    private final Map<String, KeyValueStore<Bytes, byte[]>> stores = new TreeMap<>();

    private KeyValueStore<Bytes, byte[]> store(String name) {
        return Objects.requireNonNull(stores.get(name));
    }

    private final Map<String, String> ids =
            new TreeMap<>(Map.of("log", "l", "app-buffer-changelog", "b", "app-replica-changelog", "r"));

    private static Properties properties() {
        Properties properties = new Properties();
        properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "app");
        properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "none:1");
        return properties;
    }

    @BeforeEach
    void makeStores() {
        for (String name : STORES) {
            KeyValueStore<Bytes, byte[]> store = Stores.keyValueStoreBuilder(
                            Stores.inMemoryKeyValueStore(name), Serdes.Bytes(), Serdes.ByteArray())
                    .withLoggingDisabled()
                    .build();
            store.init(context.getStateStoreContext(), store);
            stores.put(name, store);
        }
    }

    private StateStamps open() {
        StateTopics topics =
                new StateTopics("app", "log", STORES, "Begin again.", () -> new TopicIds(new TreeMap<>(ids)));
        return StateStamps.open(context, topics, "progress");
    }

    private void work() {
        StateStamps stamps = open();
        stores.values().forEach(store -> store.put(KEY, new byte[] {1}));
        stamps.processed(41);
    }

    private void secondPasses() {
        context.scheduledPunctuators()
                .forEach(scheduled -> scheduled.getPunctuator().punctuate(0));
    }

    private byte[] stamp(String store) {
        return store(store).get(Stamp.KEY);
    }

    private void refused(String what) {
        assertThatThrownBy(this::open)
                .isInstanceOf(Refusal.class)
                .hasMessageContaining(what)
                .hasMessageEndingWith("Begin again.");
    }

    @Test
    void aNewStateIsStampedWithItsFirstRecordAndOpensAgain() {
        work();
        assertThat(stamp("replica")).isEqualTo(stamp("buffer")).isEqualTo(stamp("progress"));
        open();
        assertThat(NextRecord.read(store("progress").get(NextRecord.KEY))).isEqualTo(new NextRecord(42, "l"));
    }

    @Test
    void aStampFollowsASecondAfterARecordAndNeverWithoutOne() {
        work();
        byte[] first = stamp("replica");
        secondPasses();
        assertThat(stamp("replica")).isEqualTo(first);
        StateStamps stamps = open();
        stamps.processed(42);
        assertThat(stamp("replica")).isEqualTo(first);
        secondPasses();
        assertThat(stamp("replica")).isNotEqualTo(first).isEqualTo(stamp("buffer"));
        open();
    }

    @Test
    void aStoreThatIsEmptyIsNamed() {
        for (String name : STORES) {
            work();
            byte[] stamp = stamp(name);
            store(name).delete(Stamp.KEY);
            refused("nothing is in app-" + name + "-changelog");
            store(name).put(Stamp.KEY, stamp);
        }
    }

    @Test
    void aStoreOfAnotherDayIsNamed() {
        work();
        byte[] old = stamp("replica");
        open().processed(42);
        secondPasses();
        byte[] now = stamp("replica");
        for (String name : STORES) {
            store(name).put(Stamp.KEY, old);
            refused("what is in app-" + name + "-changelog is of another moment than what is in");
            store(name).put(Stamp.KEY, now);
        }
    }

    @Test
    void aChangelogThatWasMadeAnewOrIsGoneIsNamed() {
        work();
        ids.put("app-replica-changelog", "another");
        refused("the topic app-replica-changelog was deleted and made anew");
        ids.remove("app-replica-changelog");
        refused("the topic app-replica-changelog is gone");
    }

    @Test
    void aStateWithoutStampsIsRefused() {
        store("progress").put(KEY, new byte[] {1});
        refused("did not stamp it");
    }
}

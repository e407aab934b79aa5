package io.tidings.quickstart.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.quickstart.registry.ConfluentClasses.Writes;
import io.tidings.quickstart.servers.Registry;
import io.tidings.quickstart.servers.SharedServers;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistrySettings;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServers.class)
class ConfluentClassesIT {

    private static final String SCHEMA =
            "{\"type\":\"record\",\"name\":\"Note\",\"namespace\":\"io.tidings.it\",\"fields\":["
                    + "{\"name\":\"id\",\"type\":{\"type\":\"string\",\"logicalType\":\"uuid\"}},"
                    + "{\"name\":\"text\",\"type\":[\"null\",\"string\"],\"default\":null},"
                    + "{\"name\":\"at\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-micros\"}},"
                    + "{\"name\":\"tags\",\"type\":{\"type\":\"array\",\"items\":\"string\"}}]}";
    private static final String VALUE =
            "{\"id\":\"6f2c0b1e-4a52-4a7e-9d0e-2b6b1f0f8a11\",\"text\":{\"string\":\"hello\"},"
                    + "\"at\":1760000000000001,\"tags\":[\"a\",\"b\"]}";

    private final URI url;
    private final RegistryClient client;
    private final ConfluentClasses exact;

    ConfluentClassesIT(Registry registry) {
        url = registry.url();
        client = new RegistryClient(RegistrySettings.of(url));
        exact = ConfluentClasses.of(url, Writes.EXACT_SCHEMA);
    }

    @Test
    void aRecordIsFramedWithTheIdOfItsSchemaAndReadBack() {
        int id = client.register("notes-value", SCHEMA);
        byte[] framed = exact.serialize("notes", SCHEMA, VALUE);
        assertThat(framed[0]).isZero();
        assertThat(ByteBuffer.wrap(framed).getInt(1)).isEqualTo(id);
        assertThat(exact.deserialize("notes", framed)).isEqualTo(VALUE);
    }

    @Test
    void jsonAndBinaryInputGiveTheSameBytes() {
        client.register("letters-value", SCHEMA);
        byte[] framed = exact.serialize("letters", SCHEMA, VALUE);
        byte[] unframed = Arrays.copyOfRange(framed, 5, framed.length);
        assertThat(exact.serialize("letters", SCHEMA, unframed)).isEqualTo(framed);
    }

    @Test
    void anUnregisteredSchemaIsNotRegisteredBySerializing() {
        assertThatThrownBy(() -> exact.serialize("unknown", SCHEMA, VALUE)).hasMessageContaining("40401");
        assertThat(client.versions("unknown-value")).isEmpty();
    }

    @Test
    void theLatestSchemaCanBeWrittenInPlaceOfTheExactOne() {
        int first = client.register("memos-value", SCHEMA);
        String latest = SCHEMA.replace("\"name\":\"text\"", "\"doc\":\"What it says.\",\"name\":\"text\"");
        int id = client.register("memos-value", latest);
        assertThat(id).isNotEqualTo(first);
        byte[] framed = ConfluentClasses.of(url, Writes.LATEST_SCHEMA).serialize("memos", SCHEMA, VALUE);
        assertThat(ByteBuffer.wrap(framed).getInt(1)).isEqualTo(id);
    }

    @Test
    void theClassesAreNotThoseOfTheTestsOwnLoader() {
        assertThatThrownBy(() -> Class.forName("io.confluent.kafka.serializers.KafkaAvroSerializer"))
                .isInstanceOf(ClassNotFoundException.class);
    }
}

package io.tidings.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidings.database.DatabaseAddress;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class EngineAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "we?ird %41/na me",
                "a+b",
                "100%",
                "a&b=c#d",
                "\"quoted\" 'twice'",
                "Bücher 書籍",
                "back\\slash",
                "a:b@c"
            })
    void theDriverConnectsToTheDatabaseAndDebeziumKnowsItsName(String name) {
        Map<String, String> engine = EngineAddress.of(new DatabaseAddress("db", 5432, name));
        assertThat(engine).containsEntry("database.dbname", name);
        assertThat(read(engine))
                .containsEntry("PGDBNAME", name)
                .containsEntry("PGHOST", "db")
                .containsEntry("PGPORT", "5432");
    }

    @Test
    void severalHostsAndIpv6AreHandedOnBesideAHostThatDebeziumTakes() {
        Map<String, String> engine = EngineAddress.of(new DatabaseAddress("::1,b:5433", 5432, "a?b"));
        assertThat(engine)
                .containsEntry("database.hostname", "localhost")
                .containsEntry("driver.targetServerType", "primary");
        assertThat(read(engine))
                .containsEntry("PGDBNAME", "a?b")
                .containsEntry("PGHOST", "[::1],b")
                .containsEntry("PGPORT", "5432,5433");
        assertThat(read(EngineAddress.of(new DatabaseAddress("a,[::2]:5433", 5432, "app"))))
                .containsEntry("PGDBNAME", "app")
                .containsEntry("PGHOST", "a,[::2]")
                .containsEntry("PGPORT", "5432,5433");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a${user}", "a=b?c", "a&b=c%zz"})
    void aNameThatDebeziumWouldReadOtherwiseIsRefused(String name) {
        assertThatThrownBy(() -> new DatabaseSettings("db", 5432, name, "u", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name '" + name + "' is one that Debezium cannot connect to");
    }

    /** The URL as Debezium makes it. */
    private static Properties read(Map<String, String> engine) {
        String url = "jdbc:postgresql://" + engine.getOrDefault("driver.hostname", engine.get("database.hostname"))
                + ":" + engine.get("database.port") + "/" + engine.get("database.dbname");
        Properties read = Driver.parseURL(url, new Properties());
        assertThat(read).as(url).isNotNull();
        return read;
    }
}

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
            strings = {"plain", "a&b=c#d", "\"quoted\" 'twice'", "Bücher 書籍", "back\\slash", "a:b@c", "$user", "a,b;c"})
    void theDriverReadsTheDatabasesNameAsDebeziumPutsItIntoTheUrl(String name) {
        Map<String, String> engine = EngineAddress.of(new DatabaseSettings("db:5433", 5432, name, "u", "p").where());
        String url = "jdbc:postgresql://" + engine.get("database.hostname") + ":" + engine.get("database.port") + "/"
                + engine.get("database.dbname");
        Properties read = Driver.parseURL(url, new Properties());
        assertThat(read).as(url).isNotNull();
        assertThat(read)
                .containsEntry("PGDBNAME", name)
                .containsEntry("PGHOST", "db")
                .containsEntry("PGPORT", "5433")
                .hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a?b", "100%", "%41", "a+b", "a/b", "a${user}"})
    void aNameThatTheDriverWouldReadOtherwiseIsRefused(String name) {
        assertThatThrownBy(() -> new DatabaseSettings("db", 5432, name, "u", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("name '" + name + "' has one of");
    }

    @Test
    void aRoleThatDebeziumDoesNotQuoteIsRefused() {
        assertThatThrownBy(() -> new DatabaseSettings("db", 5432, "app", "o'neil", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("user 'o'neil' has an apostrophe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"::1", "[::1]:5433", "a,b", "a:5433,b"})
    void aHostThatDebeziumDoesNotTakeIsRefused(String host) {
        DatabaseAddress address = new DatabaseAddress(host, 5432, "app");
        assertThatThrownBy(() -> new DatabaseSettings(host, 5432, address.name(), "u", "p"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host '" + host + "' is an IPv6 address or several hosts");
    }
}

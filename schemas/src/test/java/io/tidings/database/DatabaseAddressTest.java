package io.tidings.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.Driver;

class DatabaseAddressTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "plain",
                "we?ird %41/na me",
                "a+b&c=d#e",
                "100%",
                "\"quoted\" 'twice'",
                "Bücher 書籍",
                "back\\slash",
                "${user}",
                "?user=other",
                "a:b@c",
                "//x"
            })
    void theDriverReadsTheDatabasesNameAsItIs(String name) {
        Properties read = read(new DatabaseAddress("db.example.com", 5433, name));
        assertThat(read)
                .containsEntry("PGDBNAME", name)
                .containsEntry("PGHOST", "db.example.com")
                .containsEntry("PGPORT", "5433")
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, localhost, 5432, localhost:5432/app",
        "10.0.0.1, 10.0.0.1, 5432, 10.0.0.1:5432/app",
        "::1, [::1], 5432, [::1]:5432/app",
        "[::1], [::1], 5432, [::1]:5432/app",
        "[fe80::1%eth0]:5433, [fe80::1%eth0], 5433, [fe80::1%eth0]:5433/app",
        "db:6000, db, 6000, db:6000/app",
        "'a:5433,b', 'a,b', '5433,5432', 'a:5433,b:5432/app'",
        "'::1, [::2]:5433 ,c', '[::1],[::2],c', '5432,5433,5432', '[::1]:5432,[::2]:5433,c:5432/app'"
    })
    void aHostIsANameOrAnAddressOrSeveral(String host, String hosts, String ports, String text) {
        DatabaseAddress address = new DatabaseAddress(host, 5432, "app");
        assertThat(read(address)).containsEntry("PGHOST", hosts).containsEntry("PGPORT", ports);
        assertThat(address).hasToString(text);
    }

    @Test
    void ofSeveralHostsThePrimaryIsMeant() {
        assertThat(read(new DatabaseAddress("a,b", 5432, "app"))).containsEntry("targetServerType", "primary");
        assertThat(read(new DatabaseAddress("a", 5432, "app"))).doesNotContainKey("targetServerType");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a,", ",", "a:0", "a:65536", "a:x", "a/b", "a?b", "user@a", "[::1", "a:1:2"})
    void whatIsNoHostIsRefused(String host) {
        assertThatThrownBy(() -> new DatabaseAddress(host, 5432, "app"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host ");
    }

    @Test
    void aPortAndANameMustBe() {
        assertThatThrownBy(() -> new DatabaseAddress("a", 0, "app")).hasMessageContaining("port must be");
        assertThatThrownBy(() -> new DatabaseAddress("a", 5432, " ")).hasMessageContaining("name must not be empty");
    }

    private static Properties read(DatabaseAddress address) {
        Properties read = Driver.parseURL(address.jdbcUrl(), new Properties());
        assertThat(read).isNotNull();
        return read;
    }
}

package io.tidings.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8081", "ftp://host/", "registry", "http://host/api?x=1", "http:///api"})
    void whatIsNotTheBaseOfAnApiIsRefused(String url) {
        URI uri = URI.create(url);
        assertThatThrownBy(() -> RegistrySettings.of(uri)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aUrlWithCredentialsIsRefusedWithoutPrintingThem() {
        URI url = URI.create("http://ann:secret@host/api");
        assertThatThrownBy(() -> RegistrySettings.of(url))
                .hasMessageContaining("by their own settings")
                .hasMessageNotContaining("secret");
    }

    @Test
    void thePasswordIsNeverPrinted() {
        Credentials credentials = new Credentials("ann", "secret");
        Duration limit = Duration.ofSeconds(1);
        RegistrySettings settings = new RegistrySettings(
                URI.create("http://host"),
                Optional.of(credentials),
                Optional.empty(),
                limit,
                limit,
                Layout.SELF_CONTAINED);
        assertThat(settings.toString()).contains("ann").doesNotContain("secret");
    }

    @Test
    void theDefaultTimeOutsAreFiveAndFifteenSeconds() {
        RegistrySettings settings = RegistrySettings.of(URI.create("http://host/api//"));
        assertThat(settings)
                .isEqualTo(new RegistrySettings(
                        URI.create("http://host/api"),
                        Optional.empty(),
                        Optional.empty(),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(15),
                        Layout.SELF_CONTAINED));
    }
}

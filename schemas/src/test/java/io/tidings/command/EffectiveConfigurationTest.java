package io.tidings.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.problem.Problems;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EffectiveConfigurationTest {
    private final Problems problems = new Problems();

    private String shown(String yaml, Map<String, String> environment, Map<String, String> overrides) {
        Configuration configuration = Configuration.read(
                Optional.of(new Configuration.File("tidings.yaml", yaml)), environment, overrides, problems);
        assertThat(problems.all()).isEmpty();
        return EffectiveConfiguration.yaml(configuration);
    }

    @Test
    void itShowsEachValueWithItsOrigin() {
        String shown =
                shown("database:\n  host: db\n", Map.of("TIDINGS_DATABASE_NAME", "n"), Map.of("kafka.acks", "all"));
        assertThat(shown.lines().map(line -> line.replaceAll(" {2,}#", " #")))
                .contains(
                        "contracts: \"\" # default",
                        "database:",
                        "  host: db # tidings.yaml:2",
                        "  name: n # TIDINGS_DATABASE_NAME",
                        "kafka:",
                        "  acks: all # -s",
                        "  bootstrap.servers: localhost:9092 # default");
    }

    @Test
    void whatItShowsMeansTheSame() {
        Map<String, String> odd = new HashMap<>();
        odd.put("kafka.a", "b: 'c' # \"d\"");
        odd.put("kafka.b", "two\nlines");
        odd.put("kafka.c", " x ");
        odd.put("kafka.d", "yes");
        odd.put("database.user", "${x}");
        Configuration configuration = Configuration.read(Optional.empty(), Map.of(), odd, problems);
        String shown = EffectiveConfiguration.yaml(configuration).replace("${", "$${");
        Configuration again =
                Configuration.read(Optional.of(new Configuration.File("shown", shown)), Map.of(), Map.of(), problems);
        assertThat(problems.all()).isEmpty();
        assertThat(again.kafka()).isEqualTo(configuration.kafka());
        for (Setting setting : Setting.values()) {
            assertThat(again.text(setting)).as(setting.key()).isEqualTo(configuration.text(setting));
        }
    }

    @Test
    void noSecretShows() {
        Map<String, String> secrets = new HashMap<>();
        for (Setting setting : Setting.values()) {
            if (setting.isSecret()) {
                secrets.put(setting.key(), "hunter2");
            }
        }
        assertThat(secrets).hasSizeGreaterThan(2);
        secrets.put("registry.url", "http://user:hunter2@localhost");
        secrets.put("kafka.ssl.truststore.password", "hunter2");
        assertThat(shown("", Map.of(), secrets))
                .doesNotContain("hunter2")
                .contains("password: '***'")
                .contains("url: http://***@localhost");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sasl.jaas.config",
                "ssl.key.password",
                "ssl.keystore.key",
                "sasl.oauthbearer.client.credentials.client.secret",
                "sasl.oauthbearer.assertion.private.key.passphrase"
            })
    void kafkasSecretsAreKnown(String key) {
        assertThat(EffectiveConfiguration.isSecretOfKafka(key)).isTrue();
        assertThat(EffectiveConfiguration.isSecretOfKafka("bootstrap.servers")).isFalse();
        assertThat(EffectiveConfiguration.isSecretOfKafka("ssl.keystore.location"))
                .isFalse();
    }
}

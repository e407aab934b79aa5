package io.tidings.configuration;

import io.tidings.problem.Problems;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** docs/configuration.md, written from {@link Setting}. */
final class ConfigurationPage {
    private static final String TOP = """
            # Configuration

            Written from `Setting` by `ConfigurationPage`; `ConfigurationPageTest` fails when it is not up to date.

            Both applications read one file, `tidings.yaml` in the working directory or the one given with `--config`. It groups
            settings by the part before the dot, and takes `${NAME}` and `${NAME:-default}` from the environment (`$${` is a plain
            `${`):

            ```yaml
            database:
              host: ${DATABASE_HOST:-localhost}
              name: portal
            enricher:
              commit-interval: 100ms
            kafka:
              bootstrap.servers: kafka.example.com:9092
              security.protocol: SSL
            ```

            A setting holds in this order: `-s KEY=VALUE` on the command line, the environment variable, the file, the default. The
            variable's name with `_FILE` behind it names a file with the value in it, as orchestrators mount secrets:
            `TIDINGS_DATABASE_PASSWORD_FILE=/run/secrets/database-password`.

            All problems are reported together, and nothing starts until there is none. A key that no setting has is a problem, and
            so is a variable that begins with `TIDINGS_` and belongs to none. `./tidings config` shows what holds and where each
            value comes from, without secrets.

            Durations are a whole number and `ms`, `s`, `m`, `h` or `d`.
            Sizes are a whole number and `kB`, `MB`, `GB` or `TB`, powers of 1024 as in PostgreSQL.

            | setting | environment variable | default | what it does |
            |---|---|---|---|
            """;
    private static final String KAFKA = """

            ## Kafka clients

            Every key under `kafka` is passed on as it is to the producers, consumers, admin clients and Kafka Streams that
            Tidings opens, so any setting of Apache Kafka's clients can be used: `-s kafka.security.protocol=SSL`, in the file as
            above, or `TIDINGS_KAFKA_SECURITY_PROTOCOL`. With `_FILE` behind it, a variable names a file here too
            (`TIDINGS_KAFKA_SASL_JAAS_CONFIG_FILE`); the few keys of Kafka that end with `.file` have no variable. What holds when
            nothing is set:

            """;

    private ConfigurationPage() {}

    static String markdown() {
        String settings =
                Stream.of(Setting.values()).map(ConfigurationPage::row).collect(Collectors.joining());
        Map<String, Object> kafka = Configuration.read(Optional.empty(), Map.of(), Map.of(), new Problems())
                .kafka();
        String clients = kafka.entrySet().stream()
                .map(entry -> "- `kafka." + entry.getKey() + "`: `" + entry.getValue() + "`\n")
                .sorted()
                .collect(Collectors.joining());
        return TOP + settings + KAFKA + clients;
    }

    private static String row(Setting setting) {
        String fallback = setting.fallback().isEmpty() ? "" : "`" + setting.fallback() + "`";
        return "| `" + setting.key() + "` | `" + setting.variable() + "` | " + fallback + " | " + setting.description()
                + " |\n";
    }
}

package io.tidings.command;

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

            A setting holds in this order: `-s KEY=VALUE` on the command line, the environment variable, `tidings.yaml` (or the
            file given with `--config`), the default. The file groups settings by the part before the dot:

            ```yaml
            database:
              host: db.example.com
              name: portal
            enricher:
              commit-interval: 100ms
            kafka:
              bootstrap.servers: kafka.example.com:9092
              security.protocol: SSL
            ```

            All problems are reported together, and nothing starts until there is none. A key that no setting has is a problem.
            Durations are a whole number and `ms`, `s`, `m`, `h` or `d`.

            | setting | environment variable | default | what it does |
            |---|---|---|---|
            """;
    private static final String KAFKA = """

            ## Kafka clients

            Every key under `kafka` is passed on as it is to the producers, consumers, admin clients and Kafka Streams that
            Tidings opens, so any setting of Apache Kafka's clients can be used: `-s kafka.security.protocol=SSL`, or in the file as
            above. There is no environment variable for them. What holds when nothing is set:

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

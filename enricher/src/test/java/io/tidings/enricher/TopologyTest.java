package io.tidings.enricher;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TopologyTest {

    /** Names of nodes and stores are names of topics and state: a change of this text loses the state of who runs it. */
    @Test
    void theTopologyIsTheOneThatIsCommitted() throws IOException {
        var properties =
                StreamsProperties.of(EnricherBench.settings(Path.of("unused"), Map.of("bootstrap.servers", "none:1")));
        assertThat(EnricherBench.topology(
                                EnricherBench.shop(),
                                Duration.ofDays(7),
                                new EnricherMeters(new SimpleMeterRegistry(), Clock.systemUTC()),
                                properties)
                        .describe()
                        .toString()
                        .replaceAll(" \\(extractor class: .*\\)", "")
                        .strip())
                .isEqualTo(Files.readString(Path.of("src", "test", "resources", "topology.txt"))
                        .strip());
    }
}

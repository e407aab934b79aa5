package io.tidings.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.contracts.page.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventHeaderTest {
    @TempDir
    private Path directory;

    @Test
    void everyHeaderIsToldAndThoseThatAreAlwaysThereAre() {
        Samples samples = new Samples(directory, "A loan.");
        Set<String> written = samples.example()
                .headers(samples.contracts().audit(), "http://localhost/schemas/ids/1")
                .keySet();
        List<String> told = EventHeader.ALL.stream().map(EventHeader::name).toList();
        assertThat(told.stream().filter(written::contains)).containsExactlyElementsOf(written);
        assertThat(EventHeader.ALL.stream().filter(EventHeader::always).map(EventHeader::name))
                .isSubsetOf(written);
        assertThat(written).contains("ce_authid");
    }
}

package io.tidings.quickstart.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerDirectoryIT {

    @TempDir
    Path path;

    @Test
    void aPortIsChosenOnceAndKept() {
        int chosen;
        try (ServerDirectory directory = ServerDirectory.open(path)) {
            chosen = directory.port("one");
            assertThat(directory.port("other")).isNotEqualTo(chosen);
        }
        try (ServerDirectory again = ServerDirectory.open(path)) {
            assertThat(again.port("one")).isEqualTo(chosen);
        }
    }

    @Test
    void aPortTakenByAnotherProgramIsSaidWithItsRemedy() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerDirectory directory = ServerDirectory.open(path)) {
            Files.writeString(path.resolve("one.port"), Integer.toString(other.getLocalPort()));
            assertThatThrownBy(() -> directory.port("one"))
                    .isInstanceOf(ServerException.class)
                    .hasMessageContaining("Port " + other.getLocalPort() + " is taken by another program")
                    .hasMessageContaining("one.port");
        }
    }

    @Test
    void aDirectoryThatCannotBeMadeIsSaidWithItsRemedy() throws IOException {
        Path file = Files.writeString(path.resolve("file"), "in the way");
        assertThatThrownBy(() -> ServerDirectory.open(file.resolve("below")))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("choose one that can");
    }
}

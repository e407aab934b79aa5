package io.tidings.quickstart.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/** An authority and what it has signed, made anew for each run by openssl. */
final class Certificates {
    private final Path directory;

    /**
     * A certificate and its key.
     *
     * @param both key and certificate in one file, as Kafka's clients want them
     */
    record Identity(Path certificate, Path key, Path both) {}

    Certificates(Path directory) throws Exception {
        this.directory = Files.createDirectories(directory).toAbsolutePath();
        make("authority", "authority", List.of());
        make("stranger", "stranger", List.of());
    }

    /** The authority that signs. */
    Path authority() {
        return directory.resolve("authority.pem");
    }

    /** An authority that has signed nothing here. */
    Path stranger() {
        return directory.resolve("stranger.pem");
    }

    /** A server's at 127.0.0.1, known by this address only, or a client's of that name. */
    Identity of(String name) throws Exception {
        return signedBy("authority", name);
    }

    Identity signedBy(String authority, String name) throws Exception {
        String file = authority.equals("authority") ? name : name + "-of-" + authority;
        make(
                file,
                name,
                List.of(
                        "-addext",
                        "subjectAltName=IP:127.0.0.1",
                        "-CA",
                        authority + ".pem",
                        "-CAkey",
                        authority + ".key"));
        Path certificate = directory.resolve(file + ".pem");
        Path key = directory.resolve(file + ".key");
        Path both = directory.resolve(file + "-both.pem");
        Files.writeString(both, Files.readString(key));
        Files.writeString(both, Files.readString(certificate), StandardOpenOption.APPEND);
        return new Identity(certificate, key, both);
    }

    private void make(String file, String name, List<String> more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "2"));
        command.addAll(List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-subj", "/CN=" + name));
        command.addAll(List.of("-keyout", file + ".key", "-out", file + ".pem"));
        command.addAll(more);
        Path log = directory.resolve(file + ".log");
        Process openssl = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(openssl.waitFor()).as(() -> "openssl: " + log).isZero();
    }
}

package io.tidings.quickstart.servers;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How the registry's process is started: small, quick to start, its data and its log in its directory. */
record RegistryCommand(Path installation, ServerDirectory directory, int port) {

    static final String LOG_FILE = "registry.log";

    /** Ctrl-C reaches the whole process group; the registry must outlive whoever still uses it. */
    private static final List<String> DEAF_TO_CTRL_C = List.of("sh", "-c", "trap '' INT; exec \"$@\"", "registry");

    private static final List<String> SMALL_AND_QUICK = List.of(
            "-Duser.language=en",
            "-Duser.country=US",
            "-Dfile.encoding=UTF-8",
            "-Xms64m",
            "-Xmx256m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:-UsePerfData");

    Process start() throws IOException {
        List<String> command = new ArrayList<>(DEAF_TO_CTRL_C);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL_AND_QUICK);
        settings().forEach(setting -> command.add("-D" + setting));
        command.addAll(List.of("-cp", application().toString(), "io.quarkus.runner.GeneratedMain"));
        return new ProcessBuilder(command)
                .directory(
                        Files.createDirectories(directory.resolve("temporary")).toFile())
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(directory.resolve(LOG_FILE).toFile()))
                .start();
    }

    private List<String> settings() {
        Path temporary = directory.resolve("temporary");
        return List.of(
                "java.io.tmpdir=" + temporary,
                "quarkus.http.host=" + ServerDirectory.LOOPBACK,
                "quarkus.http.port=" + port,
                "quarkus.http.access-log.enabled=false",
                "apicurio.datasource.url=jdbc:h2:file:" + directory.resolve("schemas"),
                "apicurio.datasource.jdbc.initial-size=2",
                "apicurio.datasource.jdbc.min-size=2",
                "apicurio.datasource.jdbc.max-size=8",
                "apicurio.import.work-dir=" + temporary,
                "apicurio.storage.snapshot.location=" + temporary);
    }

    private Path application() {
        try (var files =
                Files.newDirectoryStream(installation.toAbsolutePath(), "apicurio-registry-app-*-runner.jar")) {
            for (Path file : files) {
                return file;
            }
        } catch (IOException e) {
            throw notInstalled(e);
        }
        throw notInstalled(null);
    }

    private ServerException notInstalled(@Nullable IOException cause) {
        return new ServerException(
                "There is no registry in " + installation.toAbsolutePath() + ": run `mvn package`, which unpacks it.",
                cause);
    }
}

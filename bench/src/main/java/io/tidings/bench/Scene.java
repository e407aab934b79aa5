package io.tidings.bench;

import io.tidings.command.ExitCode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What all scenarios have: servers of their own, a directory that is empty before and gone afterwards, and a report. */
final class Scene {
    @Option(names = "--repetitions", paramLabel = "N", description = "After one that does not count (default: 3).")
    private int repetitions = 3;

    @Option(names = "--directory", paramLabel = "DIR", description = "Where logs and state are (default: temporary).")
    private @Nullable Path directory;

    @Mixin
    private Output output = new Output();

    /**
     * What a scenario runs beside.
     *
     * @param kafka where the brokers are
     * @param copies of each topic that is made
     * @param registry where the registry is
     */
    record Surroundings(Map<String, Object> kafka, int copies, URI registry, Path directory) {

        /** Deletes what an application has written, which there is much of. */
        void forget(String application) throws IOException, InterruptedException, ExecutionException {
            if (Files.exists(directory.resolve(application))) {
                delete(directory.resolve(application));
            }
            try (Admin admin = Admin.create(kafka)) {
                admin.deleteTopics(admin.listTopics().names().get().stream()
                                .filter(topic -> topic.startsWith(application))
                                .toList())
                        .all()
                        .get();
            }
        }

        /** How large the local state of an application is. */
        long bytes(String application) throws IOException {
            try (Stream<Path> files = Files.walk(directory.resolve(application))) {
                return files.filter(Files::isRegularFile)
                        .mapToLong(file -> file.toFile().length())
                        .sum();
            }
        }
    }

    /** Measures something, and reports it. */
    interface Scenario<M> {
        void play(Surroundings surroundings, Report<M> report)
                throws IOException, InterruptedException, ExecutionException;
    }

    /** How often to measure, after once that does not count. */
    int repetitions() {
        return repetitions;
    }

    /** Beside one broker. */
    <M> ExitCode play(Report<M> report, Scenario<M> scenario)
            throws IOException, InterruptedException, ExecutionException {
        return play(report, new Brokers(), scenario);
    }

    <M> ExitCode play(Report<M> report, Brokers brokers, Scenario<M> scenario)
            throws IOException, InterruptedException, ExecutionException {
        Path place = Files.createTempDirectory(
                Files.createDirectories(directory == null ? Path.of(System.getProperty("java.io.tmpdir")) : directory),
                "tidings-bench");
        try (Brokers.Started kafka = brokers.start(place.resolve("kafka"));
                RegistryStandIn registry = RegistryStandIn.start()) {
            scenario.play(
                    new Surroundings(
                            Map.of("bootstrap.servers", kafka.bootstrapServers()),
                            kafka.copies(),
                            registry.url(),
                            place),
                    report);
            output.print(report);
            return ExitCode.OK;
        } finally {
            delete(place);
        }
    }

    /** Deletes a directory with everything in it. */
    static void delete(Path directory) throws IOException {
        List<Path> paths = new ArrayList<>();
        try (Stream<Path> all = Files.walk(directory)) {
            all.forEach(paths::add);
        }
        paths.sort(Comparator.reverseOrder());
        for (Path path : paths) {
            Files.delete(path);
        }
    }
}

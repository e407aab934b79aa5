package io.tidings.quickstart;

import io.tidings.problem.Refusal;
import io.tidings.quickstart.servers.Broker;
import io.tidings.quickstart.servers.Database;
import io.tidings.quickstart.servers.Registry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** PostgreSQL, Kafka and a schema registry of one's own, started side by side. */
record Servers(Database database, Broker broker, Registry registry) implements AutoCloseable {

    /**
     * Starts all three below a directory.
     *
     * @throws Refusal with a sentence when one of them does not start; the others are stopped then
     */
    static Servers start(Path directory, Path registryInstallation, Console console) {
        CompletableFuture<Registry> registry = starting(
                console,
                "Apicurio Registry",
                () -> Registry.start(registryInstallation, directory.resolve("registry")));
        CompletableFuture<Database> database =
                starting(console, "PostgreSQL", () -> Database.start(directory.resolve("postgresql")));
        CompletableFuture<Broker> broker = starting(console, "Kafka", () -> Broker.start(directory.resolve("kafka")));
        try {
            return new Servers(database.join(), broker.join(), registry.join());
        } catch (CompletionException e) {
            List<CompletableFuture<? extends AutoCloseable>> others = List.of(registry, database, broker);
            others.forEach(Servers::stop);
            throw e.getCause() instanceof Refusal refusal ? refusal : e;
        }
    }

    private static <T> CompletableFuture<T> starting(Console console, String name, Supplier<T> start) {
        Instant begin = Instant.now();
        return CompletableFuture.supplyAsync(start, task -> new Thread(task, "start-" + name).start())
                .whenComplete((server, failure) -> {
                    if (failure == null) {
                        console.line(String.format("  %-18s started in %.1f s", name, seconds(begin)));
                    }
                });
    }

    private static double seconds(Instant begin) {
        return Duration.between(begin, Instant.now()).toMillis() / 1000.0;
    }

    private static void stop(CompletableFuture<? extends AutoCloseable> server) {
        server.thenAccept(Servers::close).exceptionally(failure -> null).join();
    }

    private static void close(AutoCloseable server) {
        try {
            server.close();
        } catch (Exception e) {
            throw new IllegalStateException("A server did not stop: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        List<AutoCloseable> servers = new ArrayList<>(List.of(registry, broker, database));
        servers.forEach(Servers::close);
    }
}

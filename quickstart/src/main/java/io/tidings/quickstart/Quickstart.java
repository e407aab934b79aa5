package io.tidings.quickstart;

import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import io.tidings.reconcile.Drain;
import io.tidings.registry.RegistrySettings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One run of the quickstart: servers, database, pipeline, workload, and events as they arrive. */
final class Quickstart {
    private static final Duration DRAIN_LIMIT = Duration.ofSeconds(120);
    private static final Duration PACE = Duration.ofMillis(250);

    private final Console console;
    private final Workload workload;
    private final Path contractsDirectory;
    private final Path registryInstallation;
    private final boolean stays;

    /**
     * A run.
     *
     * @param stays whether it goes on after the workload, until the process is stopped, and plays at a reader's pace
     */
    Quickstart(Console console, Workload workload, Path contractsDirectory, Path registryInstallation, boolean stays) {
        this.console = console;
        this.workload = workload;
        this.contractsDirectory = contractsDirectory;
        this.registryInstallation = registryInstallation;
        this.stays = stays;
    }

    /**
     * Runs.
     *
     * @param events where the events are written, if anywhere
     * @return whether every audit row became an event
     */
    boolean run(@Nullable Path events) throws IOException, SQLException, InterruptedException {
        try (Closing closing = Closing.atExit()) {
            try {
                return run(closing, events);
            } catch (RuntimeException | IOException | SQLException e) {
                if (closing.isClosed()) {
                    return false;
                }
                throw e;
            }
        }
    }

    private boolean run(Closing closing, @Nullable Path events) throws IOException, SQLException, InterruptedException {
        Path directory = Files.createTempDirectory("tidings-quickstart");
        closing.add(() -> delete(directory));
        console.line("@|bold Starting|@");
        Servers servers = closing.add(Servers.start(directory, registryInstallation, console));
        Source source = new Source(servers.database());
        source.load(workload.database());
        Contracts contracts = source.contracts(contractsDirectory);
        List<String> before = source.auditIds(contracts.audit());
        Pipeline pipeline = closing.add(Pipeline.start(servers, contracts, directory));
        drain(servers, source, contracts, pipeline);
        console.line("  capture and enricher run, the snapshot is applied");
        printAddresses(servers);
        Report report = play(servers, source, contracts, before, pipeline);
        report.print(console);
        if (events != null) {
            report.write(events);
        }
        return report.isComplete();
    }

    private void printAddresses(Servers servers) {
        console.line("");
        console.line("@|bold Connect|@");
        console.line("  Kafka       " + servers.broker().bootstrapServers());
        console.line("  registry    " + servers.registry().url());
        console.line("  PostgreSQL  postgresql://" + servers.database().user() + ":"
                + servers.database().password() + "@"
                + servers.database().host() + ":" + servers.database().port() + "/"
                + servers.database().name());
        console.line("");
    }

    private Report play(Servers servers, Source source, Contracts contracts, List<String> before, Pipeline pipeline)
            throws SQLException, InterruptedException {
        RegistrySettings registry = RegistrySettings.of(servers.registry().url());
        Arrivals arrivals = Arrivals.start(
                new EventReader(servers.broker().bootstrapServers(), registry, Pipeline.topics(contracts)), console);
        playScript(source);
        drain(servers, source, contracts, pipeline);
        if (stays) {
            console.line("");
            console.line("The story is over; change the database yourself and watch. @|bold Ctrl-C|@ ends.");
            new CountDownLatch(1).await();
        }
        List<ReceivedEvent> received = arrivals.finish();
        List<String> auditIds = new ArrayList<>(source.auditIds(contracts.audit()));
        auditIds.removeAll(before);
        return new Report(auditIds, received);
    }

    private void playScript(Source source) {
        try (Connection connection = source.connect()) {
            SqlScript.Action last = null;
            for (SqlScript.Block block : workload.script().blocks()) {
                if (block instanceof SqlScript.Transaction transaction
                        && transaction.action() != null
                        && !transaction.action().equals(last)) {
                    last = transaction.action();
                    announce(last);
                }
                block.run(connection, (open, transaction) -> {});
            }
        } catch (SQLException e) {
            throw new Refusal("The workload cannot be played. " + Source.sentence(e), e);
        }
    }

    private void announce(SqlScript.Action action) {
        if (stays) {
            // A reader's pace; nothing waits for it.
            LockSupport.parkNanos(PACE.toNanos());
            console.action(action.who(), action.what());
        }
    }

    private static void drain(Servers servers, Source source, Contracts contracts, Pipeline pipeline)
            throws SQLException {
        Drain drain =
                new Drain(servers.broker().bootstrapServers(), "tidings.changes", Pipeline.applicationId(contracts));
        try (Connection connection = source.connect()) {
            drain.await(connection, DRAIN_LIMIT);
        } catch (Refusal e) {
            Optional<Throwable> failure = pipeline.failure();
            throw failure.isPresent() ? new Refusal(String.valueOf(failure.get().getMessage()), failure.get()) : e;
        }
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}

package io.tidings.bench;

import io.tidings.capture.DatabaseSettings;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * PostgreSQL's own {@code pg_recvlogical}, where there is one: what the server decodes and a client in C throws away.
 *
 * @param program where it is
 */
record ReplicationClient(Path program) {
    private static final String NAME = "pg_recvlogical";

    static Optional<ReplicationClient> installed() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, NAME))
                .filter(Files::isExecutable)
                .findFirst()
                .map(ReplicationClient::new);
    }

    /** Reads a slot up to the end of the backlog; gives the seconds from its start to its end. */
    double drain(DatabaseSettings database, String slot, String publication, Backlog backlog)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                program.toString(),
                "--dbname=host=" + database.host() + " port=" + database.port() + " user=" + database.user()
                        + " dbname=" + database.name(),
                "--slot=" + slot,
                "--start",
                "--no-loop",
                "--endpos=" + backlog.end(),
                "--file=/dev/null",
                "--option=proto_version=1",
                "--option=publication_names=" + publication));
        builder.environment().put("PGPASSWORD", database.password());
        builder.redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        long begun = System.nanoTime();
        int code = builder.start().waitFor();
        if (code != 0) {
            throw new Refusal(NAME + " ended with " + code + ".");
        }
        return (System.nanoTime() - begun) / 1e9;
    }
}

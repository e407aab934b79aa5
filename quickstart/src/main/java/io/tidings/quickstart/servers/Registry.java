package io.tidings.quickstart.servers;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry (Apicurio) as a child process, listening on loopback only and speaking Confluent's API. What it holds
 * stays in its directory, and so does its address. It ends with this JVM.
 */
public final class Registry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final Duration START_LIMIT = Duration.ofSeconds(240);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final ServerDirectory directory;
    private final Process process;
    private final Lifeline lifeline;
    private final URI url;

    private Registry(ServerDirectory directory, Process process, Lifeline lifeline, URI url) {
        this.directory = directory;
        this.process = process;
        this.lifeline = lifeline;
        this.url = url;
    }

    /**
     * Starts a new registry in an empty work directory, or the one whose schemas the directory holds.
     *
     * @param installation where the build has unpacked Apicurio Registry
     * @throws ServerException if it does not start
     */
    public static Registry start(Path installation, Path workDirectory) {
        long begun = System.nanoTime();
        ServerDirectory directory = ServerDirectory.open(workDirectory);
        try {
            int port = directory.port("registry");
            Process process = new RegistryCommand(installation, directory, port).start();
            Registry registry = new Registry(directory, process, Lifeline.tie(process.pid(), "TERM"), url(port));
            registry.awaitAnswer();
            LOG.atInfo()
                    .addKeyValue("address", registry.url)
                    .addKeyValue("tookMillis", Elapsed.millisSince(begun))
                    .log("Registry started");
            return registry;
        } catch (ServerException e) {
            directory.close();
            throw e;
        } catch (IOException e) {
            directory.close();
            throw new ServerException("The registry needs the programs sh and java: make both runnable.", e);
        }
    }

    private static URI url(int port) {
        return URI.create("http://" + ServerDirectory.LOOPBACK + ":" + port + "/apis/ccompat/v7");
    }

    private void awaitAnswer() {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(START_LIMIT)
                .build();
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/subjects"))
                .timeout(START_LIMIT)
                .build();
        long begun = System.nanoTime();
        try {
            while (!answers(client, request)) {
                boolean ended = process.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
                if (ended || Elapsed.millisSince(begun) > START_LIMIT.toMillis()) {
                    throw new ServerException(
                            "The registry did not start" + (ended ? "" : " within " + START_LIMIT.toSeconds() + " s")
                                    + ": look into " + directory.resolve(RegistryCommand.LOG_FILE) + ".");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            stop();
            throw new ServerException("The start of the registry was interrupted: start again.", e);
        } catch (ServerException e) {
            stop();
            throw e;
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /** The base address of the Confluent-compatible API, the same after a restart. */
    public URI url() {
        return url;
    }

    Process process() {
        return process;
    }

    /** Stops the registry in good order; after 10 seconds by force. */
    @Override
    public void close() {
        stop();
        directory.close();
    }

    private void stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        lifeline.close();
    }
}

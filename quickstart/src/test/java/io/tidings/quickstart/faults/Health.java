package io.tidings.quickstart.faults;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** What an application says of itself on its port, asked several times a second. */
final class Health implements AutoCloseable {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(ANSWER_LIMIT)
            .build();
    private final Supervised application;
    private final List<String> notAlive = new CopyOnWriteArrayList<>();
    private final Thread watch = new Thread(this::watch, "health");
    private volatile boolean ready;
    private volatile boolean wasNotReady;
    private volatile boolean closed;

    private Health(Supervised application) {
        this.application = application;
    }

    static Health watch(Supervised application) {
        Health health = new Health(application);
        health.watch.start();
        return health;
    }

    private void watch() {
        while (!closed) {
            try {
                HttpResponse<String> alive = ask("/livez");
                if (alive.statusCode() != 200) {
                    notAlive.add(alive.body());
                }
                ready = ask("/readyz").statusCode() == 200;
            } catch (ConnectException e) {
                // It was killed and is on its way again; that none ends by itself others see to.
                ready = false;
            } catch (IOException e) {
                ready = false;
                notAlive.add(e.toString());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            wasNotReady = wasNotReady || !ready;
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private HttpResponse<String> ask(String page) throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + application.port() + page);
        return client.send(
                HttpRequest.newBuilder(address).timeout(ANSWER_LIMIT).build(), HttpResponse.BodyHandlers.ofString());
    }

    Supervised application() {
        return application;
    }

    boolean isReady() {
        return ready;
    }

    /** Whether it was not ready at one look at least, since this was asked last. */
    boolean wasNotReady() {
        boolean was = wasNotReady;
        wasNotReady = !ready;
        return was;
    }

    /** What {@code /livez} said when it was not content; nothing when it always was. */
    List<String> notAlive() {
        return List.copyOf(notAlive);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        watch.interrupt();
        watch.join();
    }
}

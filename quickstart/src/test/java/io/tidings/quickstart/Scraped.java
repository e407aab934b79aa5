package io.tidings.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.DoublePredicate;

/** The metrics of an application on its port, as Prometheus gets them. */
final class Scraped {
    private static final Duration LIMIT = Duration.ofSeconds(120);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Application application;
    private final URI page;

    Scraped(Application application, int port) {
        this.application = application;
        this.page = URI.create("http://127.0.0.1:" + port + "/metrics");
    }

    /** The value now; not a number when there is none. */
    double value(String name) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofLines())
                .body()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .findFirst()
                .orElse(Double.NaN);
    }

    /** Waits until the value is as it is to be. */
    void await(String name, DoublePredicate expected) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        double last = value(name);
        while (!expected.test(last)) {
            if (!application.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError(name + " stays " + last + ": " + application.log());
            }
            Thread.sleep(50);
            last = value(name);
        }
    }
}

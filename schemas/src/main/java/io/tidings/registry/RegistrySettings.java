package io.tidings.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Where a schema registry is, how long to wait for it, and how schemas are laid down in it.
 *
 * @param url the base of its Confluent-compatible API, without user and password
 * @param ca the file, in PEM, of the authority that signed the registry's certificate; those that Java trusts when empty
 * @param requestTimeout for one request from the connection's start to the answer's end
 */
public record RegistrySettings(
        URI url,
        Optional<Credentials> credentials,
        Optional<Path> ca,
        Duration connectTimeout,
        Duration requestTimeout,
        Layout layout) {

    /** Refuses what is not an HTTP URL, a URL with credentials in it, and time-outs that are not positive. */
    public RegistrySettings {
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException(
                    "Take user and password out of the registry's URL and give them by their own settings.");
        }
        if (url.getHost() == null || !("http".equals(url.getScheme()) || "https".equals(url.getScheme()))) {
            throw new IllegalArgumentException("The registry's URL must begin with http:// or https://, not: " + url);
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("The registry's URL must end with its path: " + url);
        }
        if (!positive(connectTimeout) || !positive(requestTimeout)) {
            throw new IllegalArgumentException("The registry's time-outs must be longer than zero.");
        }
        url = URI.create(url.toString().replaceAll("/+$", ""));
    }

    /** No authentication, 5 seconds to connect, 15 seconds for a request, self-contained schemas. */
    public static RegistrySettings of(URI url) {
        return new RegistrySettings(
                url,
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(15),
                Layout.SELF_CONTAINED);
    }

    private static boolean positive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}

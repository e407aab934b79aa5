package io.tidings.registry;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** User and password for HTTP basic authentication; the password is never printed. */
public record Credentials(String user, String password) {

    /** Refuses a user name that basic authentication cannot carry. */
    public Credentials {
        if (user.isEmpty() || user.indexOf(':') >= 0) {
            throw new IllegalArgumentException("The registry's user name must not be empty or contain a colon.");
        }
    }

    String header() {
        byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(pair);
    }

    @Override
    public String toString() {
        return "Credentials[user=" + user + "]";
    }
}

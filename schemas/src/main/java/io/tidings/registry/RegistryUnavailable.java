package io.tidings.registry;

/** The registry cannot be reached, is too slow or is in trouble itself: the same request may succeed later. */
public final class RegistryUnavailable extends RegistryException {

    private static final long serialVersionUID = 1L;

    RegistryUnavailable(String message, Throwable cause) {
        super(message, cause);
    }

    RegistryUnavailable(String message) {
        super(message);
    }
}

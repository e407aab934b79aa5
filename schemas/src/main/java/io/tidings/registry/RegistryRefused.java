package io.tidings.registry;

/** The registry answered no, and will answer no to the same request again. */
public final class RegistryRefused extends RegistryException {

    private static final long serialVersionUID = 1L;

    private final int errorCode;

    RegistryRefused(int errorCode, String message) {
        super(message);
        this.errorCode = errorCode;
    }

    RegistryRefused(String message, Throwable cause) {
        super(message, cause);
        this.errorCode = 0;
    }

    /** Confluent's error code (such as 42201), or the HTTP status if the registry gave none, or 0 without an answer. */
    public int errorCode() {
        return errorCode;
    }
}

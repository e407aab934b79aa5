package io.tidings.registry;

import io.tidings.problem.Refusal;

/**
 * A schema registry did not do what it was asked. The type tells what to do next: {@link RegistryUnavailable}: try again;
 * {@link RegistryRefused}: correct what was asked. The message is one sentence that names the registry's URL and the
 * remedy, and never a password.
 */
public abstract sealed class RegistryException extends Refusal permits RegistryUnavailable, RegistryRefused {

    private static final long serialVersionUID = 1L;

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }

    RegistryException(String message) {
        super(message);
    }
}

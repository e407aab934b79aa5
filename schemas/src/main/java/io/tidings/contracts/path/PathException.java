package io.tidings.contracts.path;

/** A path, filter or order that cannot be read; the message names what was expected, and where. */
public final class PathException extends Exception {
    private static final long serialVersionUID = 1L;

    PathException(String text, int position, String expected) {
        super("In `" + text + "` at character " + (position + 1) + ": " + expected + ".");
    }
}

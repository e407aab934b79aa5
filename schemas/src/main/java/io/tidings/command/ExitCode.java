package io.tidings.command;

/** What a command's exit code means. */
public enum ExitCode {
    /** It did what it was asked. */
    OK(0),
    /** Something is wrong that the message names. */
    FAILED(1),
    /** The command line is wrong. */
    USAGE(2),
    /** A change of a contract breaks those who consume its events. */
    BREAKING(3),
    /** It did what it was asked, and found that something is missing or still fails. */
    INCOMPLETE(4);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    /** The number the process exits with. */
    public int number() {
        return number;
    }
}

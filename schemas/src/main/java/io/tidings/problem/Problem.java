package io.tidings.problem;

/**
 * One thing wrong in a file, as a sentence that says what to do.
 *
 * @param file its name
 * @param line from 1; 0 when it concerns the whole file
 */
public record Problem(String file, int line, String sentence) {
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + sentence;
    }
}

package io.tidings.configuration;

/**
 * What a setting is, and why.
 *
 * @param text what it is
 * @param origin where that stands: {@code tidings.yaml:4}, {@code TIDINGS_DATABASE_HOST}, {@code -s}, {@code default}
 */
public record Value(String text, String origin) {
    static final String DEFAULT = "default";

    @Override
    public String toString() {
        return "a value of " + origin;
    }
}

package io.tidings.capture;

/** What settings must satisfy; says so in a sentence when they do not. */
final class Required {

    private Required() {}

    static void that(boolean condition, String sentence) {
        if (!condition) {
            throw new IllegalArgumentException(sentence);
        }
    }

    static void text(String name, String value) {
        that(!value.isBlank(), name + " must not be empty");
    }
}

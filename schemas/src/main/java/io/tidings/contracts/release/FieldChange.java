package io.tidings.contracts.release;

/**
 * A field that differs between two schemas.
 *
 * @param field with all that encloses it: {@code product.team[].role}
 * @param before its type and default; empty when it came
 * @param after its type and default; empty when it is gone
 */
public record FieldChange(String field, String before, String after) {

    /** As a line of a diff. */
    @Override
    public String toString() {
        if (before.isEmpty()) {
            return "+ " + field + ": " + after;
        }
        return after.isEmpty() ? "- " + field + ": " + before : "~ " + field + ": " + before + " → " + after;
    }
}

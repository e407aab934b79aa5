package io.tidings.contracts.plan;

/** Which readers and writers a new version of a subject must get along with, as Confluent's API names it. */
public enum Compatibility {
    /** Any change is taken. */
    NONE,
    /** New readers read what the last version wrote. */
    BACKWARD,
    /** New readers read what any version wrote. */
    BACKWARD_TRANSITIVE,
    /** Readers of the last version read what new writers write. */
    FORWARD,
    /** Readers of any version read what new writers write. */
    FORWARD_TRANSITIVE,
    /** Both ways with the last version. */
    FULL,
    /** Both ways with any version. */
    FULL_TRANSITIVE;

    /** Whether readers with a new schema must read what older ones wrote. */
    public boolean protectsNewReaders() {
        return name().startsWith("BACKWARD") || name().startsWith("FULL");
    }

    /** Whether readers with an older schema must read what a new one writes. */
    public boolean protectsOldReaders() {
        return name().startsWith("FORWARD") || name().startsWith("FULL");
    }

    /** Whether every earlier version counts, not only the last. */
    public boolean transitive() {
        return name().endsWith("_TRANSITIVE");
    }
}

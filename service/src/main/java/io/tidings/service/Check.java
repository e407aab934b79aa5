package io.tidings.service;

/**
 * One thing that must be so for an application to do its work.
 *
 * @param name what it is, in a word or two with hyphens
 * @param passes whether it is so
 * @param sentence how it stands and, when it does not pass, what to do
 */
public record Check(String name, boolean passes, String sentence) {

    /** It is so. */
    public static Check passes(String name, String sentence) {
        return new Check(name, true, sentence);
    }

    /** It is not so. */
    public static Check fails(String name, String sentence) {
        return new Check(name, false, sentence);
    }

    @Override
    public String toString() {
        return (passes ? "[+] " : "[-] ") + name + ": " + sentence;
    }
}

package io.tidings.capture;

/** The two forms of a position: a number, and PostgreSQL's text. */
final class Lsn {

    private Lsn() {}

    static long parse(String text) {
        int slash = text.indexOf('/');
        return Long.parseLong(text.substring(0, slash), 16) << 32 | Long.parseLong(text.substring(slash + 1), 16);
    }

    /** A transaction's id is {@code txid:lsn}. */
    static long ofTransaction(String id) {
        return Long.parseLong(id.substring(id.indexOf(':') + 1));
    }

    static String text(long position) {
        return String.format("%X/%X", position >>> 32, position & 0xFFFF_FFFFL);
    }
}

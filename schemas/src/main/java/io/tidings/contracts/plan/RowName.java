package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which row: its table and its primary key. */
public record RowName(TableName table, Key key) {
    /** No two rows of one transaction have the same 128 bits. */
    static final int DIGEST_BYTES = 16;

    /**
     * The same length for each row: the first bytes of the SHA-256 of schema, table and key, each part ended by a zero
     * byte, which no text of PostgreSQL contains; in hexadecimal.
     */
    public String digest() {
        String name = Stream.concat(Stream.of(table.schema(), table.table()), key.parts().stream())
                .map(part -> part + '\0')
                .collect(Collectors.joining());
        byte[] digest = sha256().digest(name.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256.", e);
        }
    }
}

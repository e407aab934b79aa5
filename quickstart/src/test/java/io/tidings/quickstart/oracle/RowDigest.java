package io.tidings.quickstart.oracle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What the id of an event that tells of a changed row has of the row, computed once more, as the documents say it. */
public final class RowDigest {
    private RowDigest() {}

    /**
     * The first half of the SHA-256 in hexadecimal.
     *
     * @param parts schema, table and the columns of the key
     */
    public static String of(String... parts) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((String.join("\0", parts) + "\0").getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, 32);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}

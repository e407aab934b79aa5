package io.tidings.contracts.protection;

/** What becomes of a sensitive field. */
public enum Treatment {
    /** It stays as it is. */
    SHOW,
    /** A text becomes {@code ***}; what is no text is dropped. */
    MASK,
    /** A text becomes the HMAC-SHA-256 of it under the key, in hexadecimal digits; what is no text is dropped. */
    HASH,
    /** It becomes the schema's default, or null. */
    DROP
}

package io.tidings.quickstart.servers;

import java.nio.file.Path;
import java.util.Optional;

/** The versions of PostgreSQL that are tested: the one on the class path, and the one that the build unpacks beside it. */
public final class PostgresqlVersion {

    private static final Path UNPACKED = Path.of("target", "postgresql-18", "postgres-linux-x86_64.txz");

    private PostgresqlVersion() {}

    /** The binaries of version 17 or 18. */
    public static Database.Variant variant(int version, boolean fsync) {
        return new Database.Variant(version == 18 ? Optional.of(UNPACKED) : Optional.empty(), fsync);
    }
}

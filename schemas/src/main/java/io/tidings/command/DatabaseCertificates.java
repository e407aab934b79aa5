package io.tidings.command;

import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What connections to the source database are trusted and made with, as settings of the PostgreSQL JDBC driver. */
public final class DatabaseCertificates {
    private DatabaseCertificates() {}

    /**
     * The driver's settings; none when no certificate is configured.
     *
     * @throws Refusal when a file that should hold a certificate does not
     */
    public static Map<String, String> properties(Configuration configuration) {
        Map<String, String> properties = new LinkedHashMap<>();
        configuration
                .file(Setting.DATABASE_SSLROOTCERT)
                .ifPresent(file -> properties.put("sslrootcert", file.toString()));
        configuration.file(Setting.DATABASE_SSLKEY).ifPresent(file -> properties.put("sslkey", file.toString()));
        Optional<Path> certificate = configuration.file(Setting.DATABASE_SSLCERT);
        certificate.ifPresent(file -> {
            properties.put("sslcert", file.toString());
            // The driver takes a key in PEM for one of RSA unless it is told.
            properties.put("pemKeyAlgorithm", keyAlgorithm(file));
        });
        return Map.copyOf(properties);
    }

    private static String keyAlgorithm(Path certificate) {
        try (InputStream file = Files.newInputStream(certificate)) {
            return CertificateFactory.getInstance("X.509")
                    .generateCertificate(file)
                    .getPublicKey()
                    .getAlgorithm();
        } catch (IOException | CertificateException e) {
            throw new Refusal(
                    "The file " + certificate + " holds no certificate; name one in PEM by database.sslcert.", e);
        }
    }
}

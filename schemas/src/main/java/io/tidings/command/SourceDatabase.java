package io.tidings.command;

import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.database.DatabaseAddress;
import io.tidings.problem.Refusal;
import java.util.Properties;

/**
 * Where the source database is.
 *
 * @param properties of the JDBC driver, user and password among them
 */
record SourceDatabase(DatabaseAddress address, Properties properties) {

    static SourceDatabase of(Configuration configuration) {
        Properties properties = new Properties();
        properties.put("user", configuration.text(Setting.DATABASE_USER));
        properties.put("password", configuration.text(Setting.DATABASE_PASSWORD));
        properties.put("sslmode", configuration.text(Setting.DATABASE_SSLMODE));
        properties.putAll(DatabaseCertificates.properties(configuration));
        return new SourceDatabase(address(configuration), properties);
    }

    private static DatabaseAddress address(Configuration configuration) {
        try {
            return new DatabaseAddress(
                    configuration.text(Setting.DATABASE_HOST),
                    configuration.number(Setting.DATABASE_PORT),
                    configuration.text(Setting.DATABASE_NAME));
        } catch (IllegalArgumentException e) {
            throw new Refusal("The configuration cannot be used: database." + e.getMessage() + ".", e);
        }
    }

    @Override
    public String toString() {
        return "SourceDatabase[" + address + "]";
    }
}

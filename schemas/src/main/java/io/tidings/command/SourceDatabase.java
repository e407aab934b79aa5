package io.tidings.command;

import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import java.util.Properties;

/**
 * Where the source database is.
 *
 * @param properties of the JDBC driver, user and password among them
 */
record SourceDatabase(String url, Properties properties) {
    private static final int CONNECT_LIMIT_SECONDS = 10;

    static SourceDatabase of(Configuration configuration) {
        Properties properties = new Properties();
        properties.put("user", configuration.text(Setting.DATABASE_USER));
        properties.put("password", configuration.text(Setting.DATABASE_PASSWORD));
        properties.put("sslmode", configuration.text(Setting.DATABASE_SSLMODE));
        properties.putAll(DatabaseCertificates.properties(configuration));
        properties.put("connectTimeout", String.valueOf(CONNECT_LIMIT_SECONDS));
        properties.put("loginTimeout", String.valueOf(CONNECT_LIMIT_SECONDS));
        String url = "jdbc:postgresql://" + configuration.text(Setting.DATABASE_HOST) + ":"
                + configuration.number(Setting.DATABASE_PORT) + "/" + configuration.text(Setting.DATABASE_NAME);
        return new SourceDatabase(url, properties);
    }

    @Override
    public String toString() {
        return "SourceDatabase[" + url + "]";
    }
}

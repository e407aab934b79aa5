package io.tidings.capture;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * Whether all text of a database is text. With the encoding SQL_ASCII PostgreSQL takes whatever bytes an application sends and
 * does not convert them; those that are not UTF-8 would arrive as other letters, and nobody would notice.
 */
record TextEncoding(Connection connection, CaptureSettings settings) {

    private static final String NONE = "SQL_ASCII";

    List<String> problems() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show server_encoding")) {
            row.next();
            return NONE.equals(row.getString(1)) ? List.of(sentence()) : List.of();
        }
    }

    private String sentence() {
        return "The database " + settings.database().address() + " has the encoding " + NONE
                + ", with which PostgreSQL does not check that text is text, so that what bytes mean cannot be told exactly."
                + " Move its contents to a database with an encoding (create database … encoding 'UTF8' template template0;"
                + " then pg_dump and restore), and capture that one.";
    }
}

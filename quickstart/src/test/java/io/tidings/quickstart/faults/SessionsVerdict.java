package io.tidings.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidings.quickstart.ReceivedEvent;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Compares events with {@code truth.event}: none missing, none twice, every field equal, in the order of the commits. */
final class SessionsVerdict implements Consumer<ReceivedEvent> {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final Set<Long> received = new TreeSet<>();
    private final TreeMap<String, Long> turns = new TreeMap<>();
    private String newest = "";

    SessionsVerdict(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void accept(ReceivedEvent event) {
        assertThat(event.topic()).as("topic of " + event).isEqualTo("changed");
        assertThat(event.key()).isEqualTo(event.auditId());
        assertThat(received.add(Long.valueOf(event.auditId())))
                .as("audit row " + event.auditId() + " comes once")
                .isTrue();
        String sequence = event.header("ce_sequence");
        assertThat(sequence).as("the topic keeps the order of positions").isGreaterThan(newest);
        newest = sequence;
        turns.put(sequence, assertEqual(event));
    }

    private long assertEqual(ReceivedEvent event) {
        try (PreparedStatement query =
                connection.prepareStatement("select value, turn from truth.event where audit_id = ?")) {
            query.setLong(1, Long.parseLong(event.auditId()));
            try (ResultSet row = query.executeQuery()) {
                assertThat(row.next())
                        .as("audit row " + event.auditId() + " was committed")
                        .isTrue();
                assertThat(JSON.readTree(event.value().toString()))
                        .as("audit row " + event.auditId())
                        .isEqualTo(JSON.readTree(row.getString(1)));
                return row.getLong(2);
            }
        } catch (SQLException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** To be called after the last event; gives their number. */
    int complete() throws SQLException {
        List<Long> missing = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet row =
                        statement.executeQuery("select audit_id from truth.event where value <> '{}' order by turn")) {
            while (row.next()) {
                if (!received.contains(row.getLong(1))) {
                    missing.add(row.getLong(1));
                }
            }
        }
        assertThat(missing).as("audit rows without an event").isEmpty();
        assertThat(List.copyOf(turns.values()))
                .as("positions are in the order of the commits")
                .isSorted();
        return received.size();
    }
}

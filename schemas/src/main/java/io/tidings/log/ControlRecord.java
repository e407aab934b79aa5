package io.tidings.log;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.contracts.catalog.TableName;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What Tidings itself says in the log, between the records of Debezium: a JSON object with a {@code status} that Debezium
 * does not use. A log that a Kafka Connect cluster writes has none of what the capture says.
 */
public sealed interface ControlRecord {

    /**
     * A capture begins, or goes on after a restart; what an earlier one left unfinished comes again from its BEGIN.
     *
     * @param system the identifier of the database cluster: positions of two clusters cannot be compared
     * @param timeline of the cluster's write-ahead log, greater after each failover
     */
    record Source(String system, int timeline) implements ControlRecord {}

    /** A snapshot of all captured tables is complete: rows of these tables that it has not shown are not there. */
    record SnapshotComplete(long position, SortedSet<TableName> tables) implements ControlRecord {}

    /**
     * A snapshot of some tables follows, taken at a position. What committed at or before it has come already, what
     * committed later comes after the snapshot; rows of a transaction that has not ended may come before and between.
     */
    record TablesBegin(long position, SortedSet<TableName> tables) implements ControlRecord {}

    /** The snapshot of some tables is complete: rows of them that it has not shown are not there. */
    record TablesComplete(long position, SortedSet<TableName> tables) implements ControlRecord {}

    /**
     * Audit rows follow that never came when they were committed, as a snapshot at a position finds them now. What committed
     * at or before it has come already, what committed later comes after them.
     *
     * @param tables the audit table alone
     */
    record LateBegin(long position, SortedSet<TableName> tables) implements ControlRecord {}

    /** Those were all: they and this record are written together or not at all. */
    record LateComplete(long position, SortedSet<TableName> tables) implements ControlRecord {}

    /**
     * Rejected events are to be evaluated again, as of their original positions. Written by an operator's command, not by
     * the capture; it may stand anywhere.
     *
     * @param request tells the answers to it from others
     */
    record Redrive(String request, List<Letter> letters) implements ControlRecord {

        /**
         * A rejected event.
         *
         * @param sequence position and place of what triggered it, as in its dead letter
         * @param topic of its contract
         */
        public record Letter(String sequence, String topic) {}
    }

    /** Its form in the log. */
    default byte[] json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        if (this instanceof Source source) {
            json.put("status", "SOURCE").put("system", source.system()).put("timeline", source.timeline());
        } else if (this instanceof SnapshotComplete snapshot) {
            Form.put(json, "SNAPSHOT_COMPLETE", snapshot.position(), snapshot.tables());
        } else if (this instanceof TablesBegin begin) {
            Form.put(json, "TABLES_BEGIN", begin.position(), begin.tables());
        } else if (this instanceof TablesComplete complete) {
            Form.put(json, "TABLES_COMPLETE", complete.position(), complete.tables());
        } else if (this instanceof LateBegin begin) {
            Form.put(json, "LATE_BEGIN", begin.position(), begin.tables());
        } else if (this instanceof LateComplete complete) {
            Form.put(json, "LATE_COMPLETE", complete.position(), complete.tables());
        } else if (this instanceof Redrive redrive) {
            Form.put(json, redrive);
        }
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Reads one; empty when it is none, or has not the form that {@link #json} gives it. */
    static Optional<ControlRecord> of(JsonNode json) {
        if (json.path("status").asText().equals("SOURCE")) {
            return json.path("system").isTextual() && json.path("timeline").isInt()
                    ? Optional.of(new Source(
                            json.path("system").asText(), json.path("timeline").asInt()))
                    : Optional.empty();
        }
        if (json.path("status").asText().equals("REDRIVE")) {
            return Form.redrive(json);
        }
        if (!json.path("position").isIntegralNumber() || !Form.namesTables(json.path("tables"))) {
            return Optional.empty();
        }
        long position = json.path("position").asLong();
        SortedSet<TableName> tables = Form.tables(json.path("tables"));
        return switch (json.path("status").asText()) {
            case "SNAPSHOT_COMPLETE" -> Optional.of(new SnapshotComplete(position, tables));
            case "TABLES_BEGIN" -> Optional.of(new TablesBegin(position, tables));
            case "TABLES_COMPLETE" -> Optional.of(new TablesComplete(position, tables));
            case "LATE_BEGIN" -> Optional.of(new LateBegin(position, tables));
            case "LATE_COMPLETE" -> Optional.of(new LateComplete(position, tables));
            default -> Optional.empty();
        };
    }

    /** Reading and writing what several of them have. */
    final class Form {
        private Form() {}

        private static void put(ObjectNode json, String status, long position, SortedSet<TableName> tables) {
            json.put("status", status).put("position", position);
            List<String> names = tables.stream().map(TableName::toString).toList();
            names.forEach(json.putArray("tables")::add);
        }

        private static void put(ObjectNode json, Redrive redrive) {
            json.put("status", "REDRIVE").put("request", redrive.request());
            ArrayNode letters = json.putArray("letters");
            redrive.letters()
                    .forEach(letter -> letters.addObject()
                            .put("sequence", letter.sequence())
                            .put("topic", letter.topic()));
        }

        private static Optional<ControlRecord> redrive(JsonNode json) {
            List<Redrive.Letter> letters = new ArrayList<>();
            for (JsonNode letter : json.path("letters")) {
                if (!letter.path("sequence").isTextual()
                        || !letter.path("topic").isTextual()) {
                    return Optional.empty();
                }
                letters.add(new Redrive.Letter(
                        letter.path("sequence").asText(), letter.path("topic").asText()));
            }
            return json.path("request").isTextual()
                    ? Optional.of(new Redrive(json.path("request").asText(), letters))
                    : Optional.empty();
        }

        private static boolean namesTables(JsonNode names) {
            boolean[] wellFormed = {names.isArray()};
            names.forEach(name -> wellFormed[0] &= name.asText().matches("(?s)[^.]+\\..+"));
            return wellFormed[0];
        }

        private static SortedSet<TableName> tables(JsonNode names) {
            SortedSet<TableName> tables = new TreeSet<>();
            names.forEach(name -> tables.add(TableName.parse(name.asText(), "public")));
            return tables;
        }
    }
}

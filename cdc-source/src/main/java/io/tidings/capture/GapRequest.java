package io.tidings.capture;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What an operator asks of the capture that runs, in a logical message of the database: so it is asked whichever instance
 * has the slot, and in its place among the commits.
 *
 * @param id tells its answer from others
 * @param source whose capture is asked
 * @param gaps what it is about: the revision of each gap by its id
 * @param rows ids of audit rows that are to be told; none to let the gaps go
 * @param last whether the gaps are settled with it, and no further rows follow
 */
record GapRequest(String id, String source, Map<String, Integer> gaps, List<String> rows, boolean last) {
    private static final ObjectMapper JSON = new ObjectMapper();

    GapRequest {
        gaps = Map.copyOf(gaps);
        rows = List.copyOf(rows);
    }

    static Map<String, Integer> revisions(Collection<Gap> gaps) {
        Map<String, Integer> revisions = new TreeMap<>();
        gaps.forEach(gap -> revisions.put(gap.id(), gap.revision()));
        return revisions;
    }

    /** As the message's content. */
    String json() {
        ObjectNode json = JSON.createObjectNode().put("request", id).put("source", source);
        ObjectNode revisions = json.putObject("gaps");
        gaps.forEach(revisions::put);
        rows.forEach(json.putArray("rows")::add);
        return json.put("last", last).toString();
    }

    /** Reads one; empty when the message is something else. */
    static Optional<GapRequest> of(String message) {
        try {
            JsonNode json = JSON.readTree(message);
            if (!json.path("request").isTextual() || !json.path("gaps").isObject()) {
                return Optional.empty();
            }
            Map<String, Integer> gaps = new TreeMap<>();
            json.path("gaps")
                    .properties()
                    .forEach(gap -> gaps.put(gap.getKey(), gap.getValue().asInt()));
            List<String> rows = new ArrayList<>();
            json.path("rows").forEach(row -> rows.add(row.asText()));
            return Optional.of(new GapRequest(
                    json.path("request").asText(),
                    json.path("source").asText(),
                    gaps,
                    rows,
                    json.path("last").asBoolean()));
        } catch (JsonProcessingException e) {
            // A marker of another command.
            return Optional.empty();
        }
    }
}

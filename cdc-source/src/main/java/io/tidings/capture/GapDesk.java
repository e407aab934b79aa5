package io.tidings.capture;

import io.tidings.problem.Refusal;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.KafkaException;

/** The gaps of a source as an operator's command sees them, and how it asks the capture that runs to settle them. */
public final class GapDesk {
    /** Rows that are told at once: they are in the capture's memory, and their ids in one message. */
    static final int MOST_ROWS = 500;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final CaptureSettings settings;

    /** For the source of a capture. */
    public GapDesk(CaptureSettings settings) {
        this.settings = settings;
    }

    /**
     * The gaps that nobody has settled, the oldest first.
     *
     * @throws Refusal when Kafka does not answer
     */
    public List<Gap> unsettled() {
        try {
            return Gaps.unsettled(stored(), settings.source());
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    /**
     * Has the gaps forgotten; their rows are never told.
     *
     * @return what the capture says
     * @throws Refusal when it does not do it, or not within the limit
     */
    public String letGo(List<Gap> gaps, Duration limit) {
        return ask(GapRequest.revisions(gaps), List.of(), true, limit);
    }

    /**
     * Has audit rows told, and with the last of them the gaps settled.
     *
     * @param ids of audit rows that have no event
     * @param limit for each answer
     * @return what the capture says
     * @throws Refusal when it does not do it, or not within the limit
     */
    public String tell(List<Gap> gaps, List<String> ids, Duration limit) {
        Map<String, Integer> revisions = GapRequest.revisions(gaps);
        String answer = "";
        for (int from = 0; from < ids.size(); from += MOST_ROWS) {
            int to = Math.min(from + MOST_ROWS, ids.size());
            answer = ask(revisions, ids.subList(from, to), to == ids.size(), limit);
            revisions = new TreeMap<>(revisions);
            revisions.replaceAll((id, revision) -> revision + 1);
        }
        return answer;
    }

    private String ask(Map<String, Integer> gaps, List<String> rows, boolean last, Duration limit) {
        GapRequest request = new GapRequest(UUID.randomUUID().toString(), settings.source(), gaps, rows, last);
        send(request);
        long deadline = System.nanoTime() + limit.toNanos();
        while (System.nanoTime() < deadline) {
            Optional<GapAnswer> answer = answerTo(request);
            if (answer.isPresent() && !answer.get().done()) {
                throw new Refusal(answer.get().sentence());
            }
            if (answer.isPresent()) {
                return answer.get().sentence();
            }
            LockSupport.parkNanos(LOOK_AGAIN.toNanos());
        }
        throw new Refusal("The capture of source '" + settings.source() + "' has not answered within "
                + limit.toSeconds() + " s: it does not run, is behind, or waits for a transaction that is open (see"
                + " pg_stat_activity). It may still do what was asked; list the gaps before you ask again.");
    }

    private void send(GapRequest request) {
        try (Connection connection = settings.database().connect();
                PreparedStatement statement =
                        connection.prepareStatement("select pg_logical_emit_message(true, ?, ?::text)")) {
            statement.setString(1, EngineProperties.MESSAGE_PREFIX);
            statement.setString(2, request.json());
            statement.execute();
        } catch (SQLException e) {
            throw new DatabaseFailure(settings).of(e);
        }
    }

    private Optional<GapAnswer> answerTo(GapRequest request) {
        try {
            return GapAnswer.in(stored(), settings.source())
                    .filter(answer -> answer.request().equals(request.id()));
        } catch (KafkaException e) {
            throw unreadable(e);
        }
    }

    private Map<ByteBuffer, ByteBuffer> stored() {
        return OffsetsTopic.read(settings.kafka(), settings.topics().offsets());
    }

    private Refusal unreadable(KafkaException e) {
        return new Refusal(
                "The gaps cannot be read from the topic '" + settings.topics().offsets() + "': " + e.getMessage()
                        + ". See that Kafka answers and that its principal may read the topic, and that the capture has"
                        + " been started once.",
                e);
    }
}

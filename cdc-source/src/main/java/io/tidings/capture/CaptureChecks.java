package io.tidings.capture;

import io.tidings.service.Check;
import io.tidings.service.Look;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a capture checks at its start and while it runs, for a source as it is deployed now. Nothing is created or changed, and
 * a capture that runs is not disturbed.
 */
public final class CaptureChecks {

    private final CaptureSettings settings;

    /** For the source of these settings. */
    public CaptureChecks(CaptureSettings settings) {
        this.settings = settings;
    }

    /** The checks by name, in the order in which they make sense; each may take some seconds. */
    public Map<String, Look> all() {
        Map<String, Look> all = new LinkedHashMap<>();
        all.put("database", this::database);
        all.put("publication", this::publication);
        all.put("slot", this::slot);
        all.put("log", this::log);
        all.put("start", this::start);
        return all;
    }

    /** Asks the database something. */
    @FunctionalInterface
    private interface Question<T> {
        T ask(Connection connection) throws SQLException;
    }

    private <T> T asked(Question<T> question) {
        try (Connection connection = settings.database().connect()) {
            return question.ask(connection);
        } catch (SQLException e) {
            throw new DatabaseFailure(settings).of(e);
        }
    }

    private List<Check> database() {
        return checks(
                "database",
                new Preflight(settings).problems(),
                "PostgreSQL at " + settings.database().address() + ", the role '"
                        + settings.database().user() + "' and all captured tables are as they must be: "
                        + settings.tables().size() + ".");
    }

    private List<Check> publication() {
        String name = settings.engine().publication();
        List<String> statements = asked(connection -> new Publication(connection, settings).missingStatements());
        return List.of(
                statements.isEmpty()
                        ? Check.passes("publication", "The publication '" + name + "' gives every change of them.")
                        : Check.fails(
                                "publication",
                                "The publication '" + name + "' does not give every change of the captured tables. The"
                                        + " capture corrects it where its role may; otherwise run: "
                                        + String.join("; ", statements) + ";"));
    }

    private List<Check> slot() {
        Optional<ReplicationSlot.Standing> standing = asked(
                connection -> new ReplicationSlot(connection, settings.engine().slot()).standing());
        return List.of(standing.map(this::slot)
                .orElseGet(() -> Check.fails(
                        "slot",
                        "There is no replication slot '" + settings.engine().slot()
                                + "'. Start the capture, which makes it at its first start.")));
    }

    private Check slot(ReplicationSlot.Standing standing) {
        Sentences sentences = new Sentences(settings);
        if (standing.isLost()) {
            return Check.fails("slot", sentences.slotLost());
        }
        if (settings.engine().policy().isPassedBy(standing.retainedBytes())) {
            return Check.fails("slot", sentences.budgetPassed(standing.retainedBytes()));
        }
        return standing.active()
                ? Check.passes(
                        "slot",
                        "A capture streams from the slot '" + settings.engine().slot() + "'; the database keeps "
                                + standing.retainedBytes() + " bytes of write-ahead log for it.")
                : Check.fails(
                        "slot",
                        "No capture streams from the slot '" + settings.engine().slot() + "', and the database keeps "
                                + standing.retainedBytes() + " bytes of write-ahead log for it. Start the capture.");
    }

    private List<Check> log() throws InterruptedException {
        TopicSettings topics = settings.topics();
        return checks(
                "log",
                new Topics(settings).everyProblem(),
                "The topics " + topics.changes() + " and " + topics.offsets() + " are as they must be.");
    }

    private List<Check> start() throws InterruptedException {
        LogPlace place =
                LogPlace.of(settings.topics(), new Topics(settings).logId().toString());
        var stored = OffsetsTopic.read(settings.kafka(), settings.topics().offsets());
        Beginning beginning = asked(connection ->
                new Decision(settings, connection, stored).on(Server.identify(settings.database()), place, false));
        return List.of(Check.passes(
                "start",
                "Started now, the capture would begin: "
                        + beginning.sentence(settings.tables().size()) + "."));
    }

    private static List<Check> checks(String name, List<String> problems, String otherwise) {
        List<Check> checks = new ArrayList<>();
        problems.forEach(problem -> checks.add(Check.fails(name, problem)));
        return checks.isEmpty() ? List.of(Check.passes(name, otherwise)) : checks;
    }
}

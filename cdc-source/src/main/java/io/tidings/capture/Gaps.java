package io.tidings.capture;

import io.tidings.contracts.catalog.TableName;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices when audit rows may have been committed that did not come, also while no capture ran, and remembers it until
 * somebody settles it. To be asked by one thread at a time.
 */
final class Gaps {
    private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);

    private final CaptureSettings settings;
    private final ChangeLog log;
    private final Offsets offsets;
    private final CaptureProgress progress;
    private Optional<Instant> looked = Optional.empty();

    Gaps(CaptureSettings settings, ChangeLog log, Offsets offsets, CaptureProgress progress) {
        this.settings = settings;
        this.log = log;
        this.offsets = offsets;
        this.progress = progress;
    }

    /** The gaps that nobody has settled, the oldest first. */
    List<Gap> unsettled() {
        return unsettled(offsets.durable(), settings.source());
    }

    static List<Gap> unsettled(Map<ByteBuffer, ByteBuffer> stored, String source) {
        String prefix = gapKey(source, "");
        return stored.entrySet().stream()
                .filter(entry -> entry.getValue().hasRemaining()
                        && Remembered.text(entry.getKey()).startsWith(prefix))
                .map(entry -> Gap.parse(
                        Remembered.text(entry.getKey()).substring(prefix.length()), Remembered.text(entry.getValue())))
                .sorted(Comparator.comparing(Gap::id))
                .toList();
    }

    /** Says each gap that is unsettled, loudly. */
    void sayUnsettled() {
        unsettled().forEach(this::say);
        progress.gaps(unsettled());
    }

    /** Something was settled. */
    void settled() {
        progress.gaps(unsettled());
    }

    private void say(Gap gap) {
        LOG.atError()
                .addKeyValue("source", settings.source())
                .addKeyValue("gap", gap.id())
                .addKeyValue("reason", gap.sentence())
                .log("Audit rows may be without events; `./tidings gaps list` names them");
    }

    /** What is remembered with a new snapshot of everything: what committed since the last END in the log has not come. */
    static Map<ByteBuffer, ByteBuffer> ofNewSnapshot(
            CaptureSettings settings, Map<ByteBuffer, ByteBuffer> stored, Instant now) {
        Optional<LastEnd> last = LastEnd.in(stored, settings.source());
        if (settings.audit().isEmpty()
                || last.isEmpty()
                || openOf(unsettled(stored, settings.source())).isPresent()) {
            return Map.of();
        }
        Gap gap = new Gap(
                newId(stored, settings.source(), now),
                1,
                last.filter(end -> end.millis() > 0).map(end -> Instant.ofEpochMilli(end.millis())),
                Optional.empty(),
                false,
                "The log goes on from a new snapshot, without what committed before it");
        return entry(settings.source(), gap);
    }

    /**
     * Compares the catalog with the last look, and remembers together what it finds and what it has seen.
     *
     * @param mayClose whether what is covered now comes; not as long as a new snapshot is due
     */
    void look(Connection connection, boolean mayClose) throws SQLException {
        if (settings.audit().isEmpty()) {
            return;
        }
        TableName table = settings.audit().get().table();
        Instant before = now(connection);
        AuditCoverage now = AuditCoverage.read(connection, settings, table);
        Instant time = now(connection);
        Map<ByteBuffer, ByteBuffer> stored = offsets.durable();
        Optional<Gap> gap = LastEnd.in(stored, settings.source()).isEmpty()
                ? Optional.empty()
                : lastSeen(stored, table).flatMap(then -> noticed(stored, then, now, mayClose, time));
        Map<ByteBuffer, ByteBuffer> entries = new HashMap<>();
        gap.ifPresent(it -> entries.putAll(entry(settings.source(), it)));
        String key = coverageKey(settings.source());
        if (!Remembered.in(stored, key).equals(Optional.of(now.text()))) {
            entries.putAll(Remembered.entry(key, now.text()));
        }
        if (!entries.isEmpty()) {
            log.write(List.of(), entries);
            offsets.remember(entries);
        }
        looked = Optional.of(before);
        gap.ifPresent(this::say);
        progress.gaps(unsettled());
    }

    /** By the clock that gives audit rows and commits their times. */
    private static Instant now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select clock_timestamp()")) {
            row.next();
            return row.getTimestamp(1).toInstant();
        }
    }

    /** The gap that begins or ends with this look. */
    private Optional<Gap> noticed(
            Map<ByteBuffer, ByteBuffer> stored,
            AuditCoverage before,
            AuditCoverage now,
            boolean mayClose,
            Instant time) {
        Optional<AuditCoverage.Hidden> hidden = now.hiddenSince(before);
        boolean ofAnyAge = hidden.filter(AuditCoverage.Hidden::ofAnyAge).isPresent();
        Optional<Gap> open = openOf(unsettled(stored, settings.source()));
        if (open.isPresent()) {
            return now.isCovered() && mayClose ? open.map(gap -> gap.closed(time, ofAnyAge)) : Optional.empty();
        }
        return hidden.map(it -> new Gap(
                newId(stored, settings.source(), time),
                1,
                lastCovered(stored),
                now.isCovered() ? Optional.of(time) : Optional.empty(),
                ofAnyAge,
                it.reason()));
    }

    /** What the last look saw; an earlier version has only remembered the table's shape. */
    private Optional<AuditCoverage> lastSeen(Map<ByteBuffer, ByteBuffer> stored, TableName table) {
        return Remembered.in(stored, coverageKey(settings.source()))
                .map(AuditCoverage::parse)
                .filter(coverage -> coverage.table().equals(table))
                .or(() -> CompleteTables.shape(stored, settings.source(), table)
                        .map(shape -> new AuditCoverage(table, shape.facts())));
    }

    private Optional<Instant> lastCovered(Map<ByteBuffer, ByteBuffer> stored) {
        return looked.or(() -> LastEnd.in(stored, settings.source())
                .filter(end -> end.millis() > 0)
                .map(end -> Instant.ofEpochMilli(end.millis())));
    }

    private static Optional<Gap> openOf(List<Gap> gaps) {
        return gaps.stream().filter(Gap::isOpen).findFirst();
    }

    /** Sorts by time. */
    private static String newId(Map<ByteBuffer, ByteBuffer> stored, String source, Instant time) {
        long second = time.getEpochSecond();
        while (stored.containsKey(Remembered.bytes(gapKey(source, String.valueOf(second))))) {
            second++;
        }
        return String.valueOf(second);
    }

    /** What is stored of a gap. */
    static Map<ByteBuffer, ByteBuffer> entry(String source, Gap gap) {
        return Remembered.entry(gapKey(source, gap.id()), gap.text());
    }

    /** What is stored when it is settled. */
    static Map<ByteBuffer, ByteBuffer> settled(String source, Gap gap) {
        return Remembered.entry(gapKey(source, gap.id()), "");
    }

    private static String gapKey(String source, String id) {
        return "gap " + source + " " + id;
    }

    private static String coverageKey(String source) {
        return "audit " + source;
    }
}

package io.tidings.contracts.plan;

import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that contracts answer has committed.
 *
 * @param position its transaction's
 * @param index its place among the triggers of the transaction: changes of rows before audit rows
 * @param millis when it committed, milliseconds since the epoch
 */
public record Occurrence(Trigger trigger, long position, int index, long millis) {
    /** The index of a transaction's first audit row: beyond all changes of rows, whichever of these contracts answer. */
    public static final int FIRST_AUDIT_ROW = 0x1000_0000;

    /**
     * The index of the first audit row that is told late at a position: beyond all that a transaction at the same position
     * can trigger.
     */
    public static final int FIRST_LATE_ROW = 0x4000_0000;

    /** Version, trace, parent and flags, in lower case; neither trace nor parent is all zeros (W3C Trace Context). */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /** What tells it from all others of its source: the audit row's id, or the changed row with the position. */
    public String id(AuditTable audit) {
        if (trigger instanceof Trigger.Changed change) {
            String key = String.join(",", change.row().key().parts());
            return HexFormat.of().toHexDigits(position) + "/" + change.row().table() + "/" + key;
        }
        return auditId(audit).orElse("");
    }

    /** Whether it is an audit row that did not come when it was committed, and is told as of a later position. */
    public boolean isLate() {
        return index >= FIRST_LATE_ROW;
    }

    /** The id of the audit row that says who did it and why. */
    public Optional<String> auditId(AuditTable audit) {
        return trigger.auditRow().flatMap(row -> Optional.ofNullable(Text.orNull(row.value(audit.id()))));
    }

    /** The id of the audit row that explains a change; an audit row itself has none. */
    public Optional<String> causeId(AuditTable audit) {
        return trigger instanceof Trigger.Changed ? auditId(audit) : Optional.empty();
    }

    /** The id of who acted. */
    public Optional<String> actorId(AuditTable audit) {
        return Optional.ofNullable(audit.references().get(AuditTable.ACTOR))
                .flatMap(actor -> trigger.auditRow().map(row -> Text.orNull(row.value(actor.column()))));
    }

    /** The trace context that the audit row carries, when it is one. */
    public Optional<String> traceparent(AuditTable audit) {
        return audit.traceparent()
                .flatMap(column -> trigger.auditRow().map(row -> Text.orNull(row.value(column))))
                .filter(text -> TRACEPARENT.matcher(text).matches());
    }

    /** Position and place, of fixed width, so that the text sorts as they do. */
    public String sequence() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(position) + "-" + hex.toHexDigits(index);
    }

    /** The same for one of its events; an ordinal up to 255. */
    public String sequence(int ordinal) {
        return sequence() + "-" + HexFormat.of().toHexDigits((byte) ordinal);
    }
}

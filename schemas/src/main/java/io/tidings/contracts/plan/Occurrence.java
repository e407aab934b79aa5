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

    /** How long an event's id is at most: as long as the queues that remember ids allow (SQS FIFO). */
    public static final int LONGEST_ID = 128;

    /** How long a topic is at most, so that no id is longer than {@link #LONGEST_ID}. */
    public static final int LONGEST_TOPIC = LONGEST_ID - 2 * Long.BYTES - 1 - 2 * RowName.DIGEST_BYTES - 1;

    /** Version, trace, parent and flags, in lower case; neither trace nor parent is all zeros (W3C Trace Context). */
    private static final Pattern TRACEPARENT =
            Pattern.compile("(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}");

    /**
     * What tells it from all others of its source, for good: a position is used once, and the audit row's own id may be
     * used again. An audit row has its place, which no contract moves; a changed row, whose place depends on which tables
     * are watched, has a digest of its table and key.
     */
    public String id() {
        return trigger instanceof Trigger.Changed change
                ? HexFormat.of().toHexDigits(position) + "-" + change.row().digest()
                : sequence();
    }

    /** What tells the contract's event of it from all others of its source, in {@value #LONGEST_ID} characters at most. */
    public String id(Contract contract) {
        return id() + ":" + contract.topic();
    }

    /** The {@link #id()} of the audit row that explains a change: its transaction's first. An audit row itself has none. */
    public Optional<String> causeId() {
        return trigger instanceof Trigger.Changed && trigger.auditRow().isPresent()
                ? Optional.of(sequence(position, FIRST_AUDIT_ROW))
                : Optional.empty();
    }

    /** What the audit table has as the id of the audit row that says who did it and why. */
    public Optional<String> auditId(AuditTable audit) {
        return trigger.auditRow()
                .flatMap(row -> Optional.ofNullable(Text.orNull(row.value(audit.id()))))
                .filter(id -> !id.isEmpty());
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
        return sequence(position, index);
    }

    private static String sequence(long position, int index) {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(position) + "-" + hex.toHexDigits(index);
    }

    /** The same for one of its events; an ordinal up to 255. */
    public String sequence(int ordinal) {
        return sequence() + "-" + HexFormat.of().toHexDigits((byte) ordinal);
    }
}

package io.tidings.quickstart.oracle;

import io.tidings.quickstart.oracle.ExpectedEvents.Expected;
import io.tidings.quickstart.oracle.ReceivedEvents.Received;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What came of comparing events with the truth: how many there were, and every way in which they differ, of which the
 * first are told. Two streams in one order are compared, so that an event that is missing, doubled or out of order
 * shows where it is.
 */
public final class Comparison {
    private static final int MOST = 20;

    private final List<String> differences = new ArrayList<>();
    private int events;
    private int rejected;
    private @Nullable Expected previousExpected;
    private @Nullable Received previousReceived;
    private String previousSequence = "";

    private Comparison() {}

    static Comparison of(ExpectedEvents expected, ReceivedEvents received) {
        Comparison comparison = new Comparison();
        Optional<Expected> wanted = expected.next();
        Optional<Received> found = received.next();
        while (wanted.isPresent() && found.isPresent() && comparison.differences.size() < MOST) {
            if (!comparison.sameEvent(wanted.get(), found.get())) {
                return comparison;
            }
            wanted = expected.next();
            found = received.next();
        }
        if (comparison.differences.size() < MOST) {
            wanted.ifPresent(event -> comparison.differ(event, "it is missing, and so is what comes after it"));
            found.ifPresent(event -> comparison.differences.add("there is one event too many: " + event));
        }
        return comparison;
    }

    /** Whether the streams are still side by side. */
    private boolean sameEvent(Expected wanted, Received found) {
        if (!wanted.id(found.trigger()).equals(found.id())
                || !wanted.auditRow().equals(found.auditId())
                || !wanted.topic().equals(found.topic())
                || wanted.isRejected() != found.rejected()) {
            differ(wanted, "in its place there is " + found);
            return false;
        }
        place(wanted, found);
        if (found.rejected()) {
            rejected++;
        } else {
            events++;
            attributes(wanted, found);
            Json.differences(wanted.value(), found.value()).forEach(text -> differ(wanted, text));
        }
        previousExpected = wanted;
        previousReceived = found;
        return true;
    }

    /** Events of one commit have one position and one time; those of the next commit have later ones. */
    private void place(Expected wanted, Received found) {
        if (previousExpected == null || previousReceived == null) {
            return;
        }
        boolean sameCommit = wanted.ordinal() == previousExpected.ordinal();
        String position = found.position();
        int later = position.compareTo(previousReceived.position());
        if (sameCommit ? later != 0 : later <= 0) {
            differ(wanted, "its position " + position + " does not fit the one before: " + previousReceived);
        }
        if (sameCommit ? found.millis() != previousReceived.millis() : found.millis() < previousReceived.millis()) {
            differ(wanted, "its time does not fit the one before: " + previousReceived);
        }
    }

    private void attributes(Expected wanted, Received found) {
        String sequence = found.header("ce_sequence");
        if (sequence.compareTo(previousSequence) <= 0) {
            differ(wanted, "ce_sequence " + sequence + " is not above " + previousSequence);
        }
        previousSequence = sequence;
        same(wanted, "key", wanted.key(), found.key());
        same(wanted, "ce_subject", wanted.key(), found.header("ce_subject"));
        same(wanted, "ce_type", "oracle." + wanted.topic() + ".v1", found.header("ce_type"));
        same(wanted, "ce_authid", wanted.actor(), found.header("ce_authid"));
        String cause = wanted.cause().isEmpty() ? "" : found.position() + "-10000000";
        same(wanted, "ce_causationid", cause, found.header("ce_causationid"));
        same(wanted, "ce_time", Instant.ofEpochMilli(found.millis()).toString(), found.header("ce_time"));
    }

    private void same(Expected wanted, String what, @Nullable String expected, String actual) {
        if (!actual.equals(expected)) {
            differ(wanted, what + " is " + actual + " and must be " + expected);
        }
    }

    private void differ(Expected wanted, String how) {
        differences.add(
                wanted.topic() + " of audit row " + wanted.cause() + ", commit " + wanted.ordinal() + ": " + how);
    }

    /** Events that were compared. */
    public int events() {
        return events;
    }

    /** Events that contracts rejected, as they must. */
    public int rejected() {
        return rejected;
    }

    /** The first differences; none when all is as it must be. */
    public List<String> differences() {
        return List.copyOf(differences);
    }

    @Override
    public String toString() {
        return "events=" + events + " rejected=" + rejected + " differences=" + differences.size();
    }
}

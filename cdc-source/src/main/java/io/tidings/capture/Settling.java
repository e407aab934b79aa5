package io.tidings.capture;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request makes of the gaps that are unsettled. Pure; a request that comes again, or that is about gaps to which
 * something has happened since they were seen, is refused, so that no row is told twice.
 */
final class Settling {
    private final String source;
    private final GapRequest request;
    private final List<Gap> asked = new ArrayList<>();

    Settling(String source, List<Gap> unsettled, GapRequest request) {
        this.source = source;
        this.request = request;
        for (Gap gap : unsettled) {
            if (Integer.valueOf(gap.revision()).equals(request.gaps().get(gap.id()))) {
                asked.add(gap);
            }
        }
    }

    /** Why nothing is done, if so. */
    Optional<String> refusal() {
        if (asked.size() != request.gaps().size() || asked.isEmpty()) {
            return Optional.of("The gaps have changed meanwhile, so nothing was done; list them again.");
        }
        return asked.stream()
                .filter(Gap::isOpen)
                .findFirst()
                .map(gap -> "Gap " + gap.id() + " cannot be settled as long as audit rows do not come, so nothing was"
                        + " done. " + gap.reason() + "; put that right first.");
    }

    /** What is remembered when nothing is done. */
    Map<ByteBuffer, ByteBuffer> refused(String sentence) {
        return new GapAnswer(request.id(), false, sentence).entry(source);
    }

    /** What is remembered when the gaps are forgotten. */
    Map<ByteBuffer, ByteBuffer> letGo() {
        return done("Let go.");
    }

    /** What is remembered together with rows that are told at a position. */
    Map<ByteBuffer, ByteBuffer> told(long position) {
        return done("Told at position " + position + ".");
    }

    private Map<ByteBuffer, ByteBuffer> done(String sentence) {
        Map<ByteBuffer, ByteBuffer> entries = new HashMap<>(new GapAnswer(request.id(), true, sentence).entry(source));
        asked.forEach(gap ->
                entries.putAll(request.last() ? Gaps.settled(source, gap) : Gaps.entry(source, gap.partlyTold())));
        return entries;
    }
}

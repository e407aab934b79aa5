package io.tidings.quickstart.capture;

import io.tidings.quickstart.capture.LogReader.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Applies the log as the enricher has to: by transaction, each position once, a new snapshot instead of all before. */
final class Replay {

    /** LSNs of the snapshots. */
    final Set<Long> snapshots = new TreeSet<>();
    /** Ids as of now; each came once since the last snapshot began, or {@link #twice} has it. */
    final Set<Integer> ids = new HashSet<>();

    final List<Integer> twice = new ArrayList<>();
    /** Ids that came as inserts. */
    final Set<Integer> inserted = new HashSet<>();
    /** ENDs that came again. */
    int resent;
    /** Transactions whose rows do not fit to END's count. */
    int torn;

    /** LSN of the first row after the snapshot; it can be the snapshot's own. */
    long firstStreamed;

    private long applied;
    private final List<Integer> open = new ArrayList<>();
    private int records;

    static Replay of(List<Entry> log) {
        Replay replay = new Replay();
        log.forEach(replay::apply);
        return replay;
    }

    private void apply(Entry entry) {
        if (entry.isBegin()) {
            open.clear();
            records = 0;
        } else if (entry.isEnd()) {
            end(entry);
        } else if (entry.text("/op").equals("r")) {
            if (snapshots.add(entry.json().at("/source/lsn").asLong())) {
                ids.clear();
                twice.clear();
            }
            add(entry.json().at("/after/id").asInt());
        } else if (entry.control().isEmpty()) {
            records++;
            if (firstStreamed == 0) {
                firstStreamed = entry.json().at("/source/lsn").asLong();
            }
            if (entry.text("/op").equals("c")) {
                open.add(entry.json().at("/after/id").asInt());
            }
        }
    }

    private void end(Entry entry) {
        if (entry.position() <= applied) {
            resent++;
            return;
        }
        applied = entry.position();
        if (records != entry.json().at("/event_count").asInt()) {
            torn++;
        }
        open.forEach(this::add);
        inserted.addAll(open);
    }

    private void add(int id) {
        if (!ids.add(id)) {
            twice.add(id);
        }
    }
}

package io.tidings.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * How long an enricher took, each time from its start.
 *
 * @param readSeconds without any state, to the commit of the last record of the log
 * @param warmSeconds with its local state, until it runs
 * @param coldSeconds without its local state, which Kafka has, until it runs
 * @param stateBytes of the local state afterwards
 */
record Restarted(double readSeconds, double warmSeconds, double coldSeconds, long stateBytes) {
    static final Map<String, ToDoubleFunction<Restarted>> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("reading the log, s", Restarted::readSeconds);
        COLUMNS.put("with local state, s", Restarted::warmSeconds);
        COLUMNS.put("without, s", Restarted::coldSeconds);
        COLUMNS.put("restored MB", restarted -> restarted.stateBytes() / 1e6);
    }
}

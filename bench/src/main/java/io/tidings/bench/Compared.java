package io.tidings.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * What one contender needed, and how right its events are.
 *
 * @param audits how many audit rows it was judged by
 */
record Compared(Measured measured, long audits, Verdict verdict) {
    static final Map<String, ToDoubleFunction<Compared>> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("rows/s", each -> each.measured.rowsPerSecond());
        COLUMNS.put("CPU µs/row", each -> each.measured.cpuMicrosPerRow());
        COLUMNS.put("bytes allocated/row", each -> each.measured.allocatedPerRow());
        COLUMNS.put("changelog bytes/row", each -> each.measured.changelogPerRow());
        COLUMNS.put("state MB", each -> each.measured.stateBytes() / 1e6);
        COLUMNS.put("audit rows", Compared::audits);
        COLUMNS.put("missing", each -> each.verdict.missing());
        COLUMNS.put("doubled", each -> each.verdict.doubled());
        COLUMNS.put("wrong", each -> each.verdict.wrong());
    }
}

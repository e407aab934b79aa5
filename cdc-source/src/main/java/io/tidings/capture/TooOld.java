package io.tidings.capture;

import java.util.ArrayList;
import java.util.List;

/** What settings ask for that a server of this major version does not have. Pure. */
record TooOld(CaptureSettings settings, int version) {

    private static final int FAILOVER_SLOTS_SINCE = 17;
    private static final int IDLE_SESSIONS_END_SINCE = 14;

    List<String> problems() {
        List<String> problems = new ArrayList<>();
        SlotPolicy policy = settings.engine().policy();
        if (policy.failover() && version < FAILOVER_SLOTS_SINCE) {
            problems.add(sentence("copies no replication slot to its standby servers", FAILOVER_SLOTS_SINCE)
                    + " Set capture.failover-slot to false.");
        }
        if (policy.standby() && version < IDLE_SESSIONS_END_SINCE) {
            problems.add(sentence("ends no session of a frozen capture", IDLE_SESSIONS_END_SINCE)
                    + " Set capture.standby to false.");
        }
        return problems;
    }

    private String sentence(String lacks, int since) {
        return "PostgreSQL " + version + " at " + settings.database().address() + " " + lacks + "; version " + since
                + " and later do.";
    }
}

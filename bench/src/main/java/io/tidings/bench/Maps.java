package io.tidings.bench;

import java.util.HashMap;
import java.util.Map;

/** Settings upon settings. */
final class Maps {
    private Maps() {}

    static Map<String, Object> with(Map<String, Object> first, Map<String, Object> more) {
        Map<String, Object> all = new HashMap<>(first);
        all.putAll(more);
        return all;
    }
}

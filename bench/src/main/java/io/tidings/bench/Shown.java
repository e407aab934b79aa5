package io.tidings.bench;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** What an event shows, or must show. */
record Shown(long id, String name, String description, String domain, String actor, List<String> tags) {

    static Shown of(GenericRecord event) {
        return new Shown(
                (Long) event.get("id"),
                event.get("name").toString(),
                event.get("description").toString(),
                event.get("domain").toString(),
                event.get("actor").toString(),
                ((List<?>) event.get("tags")).stream().map(Object::toString).toList());
    }

    /** Differs where any field differs, but for one case in 2^64 (FNV-1a). */
    long digest() {
        long digest = 0xcbf29ce484222325L;
        for (char letter : toString().toCharArray()) {
            digest = (digest ^ letter) * 0x100000001b3L;
        }
        return digest;
    }
}

package io.tidings.contracts.release;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import org.apache.avro.Schema;

/** Where earlier versions of schemas are kept: files, or a registry. */
@FunctionalInterface
public interface Versions {

    /** The versions of a topic's schema by number, from 1; none when nothing was released. */
    SortedMap<Integer, Schema> of(String topic);

    /** The topics that are known to have a released version, whether a contract still writes them or not. */
    default SortedSet<String> topics() {
        return Collections.emptySortedSet();
    }
}

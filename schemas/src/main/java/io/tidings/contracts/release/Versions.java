package io.tidings.contracts.release;

import java.util.SortedMap;
import org.apache.avro.Schema;

/** Where earlier versions of schemas are kept: files, or a registry. */
@FunctionalInterface
public interface Versions {

    /** The versions of a topic's schema by number, from 1; none when nothing was released. */
    SortedMap<Integer, Schema> of(String topic);
}

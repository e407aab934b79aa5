package io.tidings.contracts.page;

import io.tidings.contracts.asyncapi.Description;
import io.tidings.contracts.lineage.Lineage;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * What the page tells of.
 *
 * @param lineage of the same contracts
 * @param released the released versions of each schema by topic, the first released first; none is no entry
 */
public record Documented(Description description, Lineage lineage, Map<String, List<Schema>> released) {
    public Documented {
        released = Map.copyOf(released);
    }
}

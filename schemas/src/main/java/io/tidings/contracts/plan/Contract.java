package io.tidings.contracts.plan;

import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;

/**
 * One event type: what triggers it and how it is filled.
 *
 * @param eventType in kebab-case, for example {@code product-created}
 * @param topic where its events go
 * @param version the major version
 * @param compatibility what new schemas of its topic must get along with
 * @param actions the audit actions that it answers
 * @param changes the changes of rows that it answers
 * @param key the path of the record key
 */
public record Contract(
        String source,
        String eventType,
        String topic,
        int version,
        Compatibility compatibility,
        Set<String> actions,
        List<ChangeTrigger> changes,
        PathPlan key,
        RecordPlan record) {

    /** The plain Avro schema that is registered and published. */
    public Schema schema() {
        return record.schema();
    }

    /** The CloudEvents type, for example {@code portal.product-created.v1}. */
    public String type() {
        return source + "." + eventType + ".v" + version;
    }

    /** The registry's subject for the values of this contract's topic. */
    public String subject() {
        return topic + "-value";
    }
}

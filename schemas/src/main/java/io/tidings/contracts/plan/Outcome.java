package io.tidings.contracts.plan;

import java.util.List;
import org.apache.avro.generic.GenericRecord;

/** What a contract makes of an audit row. */
public sealed interface Outcome {

    /** The contract that was evaluated. */
    Contract contract();

    /**
     * An event.
     *
     * @param key the record key and CloudEvents subject
     * @param value of the contract's plain schema
     */
    record Event(Contract contract, String key, GenericRecord value) implements Outcome {}

    /** No event, because the row's data do not fulfil the contract; the reasons are all that were found. */
    record Rejected(Contract contract, List<Reason> reasons) implements Outcome {}

    /**
     * Why a field could not be filled.
     *
     * @param field from the event's top: {@code product.team[2].email}
     * @param path as the contract states it
     * @param sentence what was wrong
     */
    record Reason(String field, String path, String sentence) {
        @Override
        public String toString() {
            return field + " (`" + path + "`): " + sentence;
        }
    }
}

package io.tidings.quickstart.registry;

import java.util.LinkedHashMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;

/**
 * Reads maps in the order in which they were written, which Avro's own reader loses. {@link ConfluentClasses} loads this
 * class beside Confluent's, so that it extends the reader of their Avro.
 */
public final class OrderedMaps extends GenericDatumReader<Object> {

    /** A reader of values written by the schema. */
    public OrderedMaps(Schema schema) {
        super(schema, schema, new GenericData().setFastReaderEnabled(false));
    }

    @Override
    protected Object newMap(Object old, int size) {
        return new LinkedHashMap<>();
    }
}

package io.tidings.wire;

import org.apache.avro.Conversion;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * The classes generated from one event's schema. Avro looks classes up by the names in a schema, which may come from a
 * stranger, and therefore asks for a list of trusted packages; here only the consumer's own package is looked into.
 */
final class GeneratedClasses extends SpecificData {
    private final Class<? extends SpecificRecord> type;
    private final Schema schema;

    GeneratedClasses(Class<? extends SpecificRecord> type) {
        super(type.getClassLoader());
        this.type = type;
        SpecificData model = SpecificData.getForClass(type);
        this.schema = model.getSchema(type);
        for (Conversion<?> conversion : model.getConversions()) {
            addLogicalTypeConversion(conversion);
        }
    }

    Schema schema() {
        return schema;
    }

    @Override
    public @Nullable Class<?> getClass(Schema named) {
        return switch (named.getType()) {
            case RECORD, ENUM, FIXED -> ofOwnPackage(getClassName(named));
            default -> super.getClass(named);
        };
    }

    private @Nullable Class<?> ofOwnPackage(String name) {
        if (!name.startsWith(type.getPackageName() + ".")) {
            return null;
        }
        try {
            return Class.forName(name, true, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            return null;
        }
    }
}

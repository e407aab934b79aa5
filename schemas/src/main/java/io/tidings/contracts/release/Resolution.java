package io.tidings.contracts.release;

import io.tidings.contracts.release.Break.Readers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.Schema.Type;

/**
 * Where a reader cannot read what a writer writes: the rules of "Schema Resolution" in Avro's specification, followed down to
 * the field that is at fault. A logical type that means something else is at fault too, though Avro would read the number.
 */
final class Resolution {
    private static final Map<Type, Set<Type>> PROMOTIONS = Map.of(
            Type.INT, Set.of(Type.LONG, Type.FLOAT, Type.DOUBLE),
            Type.LONG, Set.of(Type.FLOAT, Type.DOUBLE),
            Type.FLOAT, Set.of(Type.DOUBLE),
            Type.STRING, Set.of(Type.BYTES),
            Type.BYTES, Set.of(Type.STRING));

    private final boolean old;
    private final BiConsumer<FieldPlace, String> faults;
    private final Set<List<String>> seen = new HashSet<>();

    /**
     * Prepares to find faults.
     *
     * @param readers which side is the new schema, for the sentences
     * @param faults takes each with its place; the sentence is the middle of one
     */
    Resolution(Readers readers, BiConsumer<FieldPlace, String> faults) {
        this.old = readers == Readers.OLD;
        this.faults = faults;
    }

    void resolve(Schema reader, Schema writer) {
        resolve(new FieldPlace(reader.getName(), ""), reader, writer);
    }

    private void resolve(FieldPlace place, Schema reader, Schema writer) {
        if (writer.isUnion()) {
            writer.getTypes().forEach(branch -> resolve(place, reader, branch));
        } else if (reader.isUnion()) {
            branch(reader, writer)
                    .ifPresentOrElse(
                            branch -> resolve(place, branch, writer),
                            () -> faults.accept(
                                    place,
                                    (old
                                            ? "can be " + TypeText.of(writer) + ", which it could not"
                                            : "cannot be " + TypeText.of(writer) + " any more")));
        } else if (reader.getType() != writer.getType() || !sameName(reader, writer)) {
            if (!promotes(reader, writer)) {
                types(place, reader, writer);
            }
        } else {
            sameType(place, reader, writer);
        }
    }

    /** As Avro chooses: the same type and name first, then what the writer's type can be promoted to. */
    private static Optional<Schema> branch(Schema reader, Schema writer) {
        return Stream.<Predicate<Schema>>of(
                        branch -> branch.getType() == writer.getType() && sameName(branch, writer),
                        branch -> promotes(branch, writer))
                .flatMap(fits -> reader.getTypes().stream().filter(fits))
                .findFirst();
    }

    /** A plain number or text; what has a logical type would be read as something else. */
    private static boolean promotes(Schema reader, Schema writer) {
        return reader.getLogicalType() == null
                && writer.getLogicalType() == null
                && PROMOTIONS.getOrDefault(writer.getType(), Set.of()).contains(reader.getType());
    }

    private static boolean sameName(Schema reader, Schema writer) {
        return switch (reader.getType()) {
            case RECORD, ENUM, FIXED ->
                reader.getName().equals(writer.getName()) || reader.getAliases().contains(writer.getFullName());
            default -> true;
        };
    }

    private void sameType(FieldPlace place, Schema reader, Schema writer) {
        switch (reader.getType()) {
            case RECORD -> record(reader, writer);
            case ARRAY -> resolve(place, reader.getElementType(), writer.getElementType());
            case MAP -> resolve(place, reader.getValueType(), writer.getValueType());
            case ENUM -> symbols(place, reader, writer);
            default -> {
                boolean sameSize = reader.getType() != Type.FIXED || reader.getFixedSize() == writer.getFixedSize();
                if (!sameSize || !Objects.equals(reader.getLogicalType(), writer.getLogicalType())) {
                    types(place, reader, writer);
                }
            }
        }
    }

    private void types(FieldPlace place, Schema reader, Schema writer) {
        faults.accept(
                place, "is " + TypeText.of(old ? writer : reader) + " and was " + TypeText.of(old ? reader : writer));
    }

    private void symbols(FieldPlace place, Schema reader, Schema writer) {
        List<String> unknown = writer.getEnumSymbols().stream()
                .filter(symbol -> !reader.hasEnumSymbol(symbol))
                .toList();
        if (!unknown.isEmpty() && reader.getEnumDefault() == null) {
            faults.accept(
                    place,
                    (old ? "can be " : "cannot be ")
                            + String.join(", ", unknown)
                            + (old ? ", which the released " : " any more, and ")
                            + reader.getName()
                            + (old ? " does not know, and it has no default" : " has no default"));
        }
    }

    private void record(Schema reader, Schema writer) {
        if (!seen.add(List.of(reader.getFullName(), writer.getFullName()))) {
            return;
        }
        for (Schema.Field field : reader.getFields()) {
            FieldPlace place = new FieldPlace(reader.getName(), field.name());
            Optional<Schema.Field> written = Stream.concat(Stream.of(field.name()), field.aliases().stream())
                    .map(writer::getField)
                    .filter(Objects::nonNull)
                    .findFirst();
            if (written.isPresent()) {
                resolve(place, field.schema(), written.get().schema());
            } else if (!field.hasDefaultValue()) {
                faults.accept(
                        place,
                        old ? "is gone, and the released schema has no default for it" : "is new and has no default");
            }
        }
    }
}

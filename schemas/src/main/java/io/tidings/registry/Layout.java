package io.tidings.registry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;

/** How the schemas of events are laid down in a registry. */
public enum Layout {
    /** One schema that holds all it needs. */
    SELF_CONTAINED {
        @Override
        List<Part> parts(String subject, Schema schema) {
            return List.of(new Part(subject, schema.getFullName(), schema.toString(), List.of()));
        }
    },
    /** Each named type under a subject of its own, its full name, and referred to by the others. */
    REFERENCES {
        @Override
        List<Part> parts(String subject, Schema schema) {
            Map<String, Schema> named = new LinkedHashMap<>();
            collect(schema, named);
            List<Part> parts = new ArrayList<>();
            for (Schema part : named.values()) {
                Map<String, Schema> inner = new LinkedHashMap<>();
                collect(part, inner);
                inner.remove(part.getFullName());
                String ownSubject = part == schema ? subject : part.getFullName();
                parts.add(new Part(
                        ownSubject,
                        part.getFullName(),
                        part.toString(inner.values(), false),
                        List.copyOf(inner.keySet())));
            }
            return parts;
        }
    };

    /**
     * What is registered under one subject.
     *
     * @param name the full name of the type
     * @param references full names of the types that it names
     */
    record Part(String subject, String name, String schema, List<String> references) {}

    /** The parts of a schema, each after those that it refers to; the last is the schema itself. */
    abstract List<Part> parts(String subject, Schema schema);

    private static void collect(Schema schema, Map<String, Schema> named) {
        switch (schema.getType()) {
            case RECORD -> {
                if (!named.containsKey(schema.getFullName())) {
                    schema.getFields().forEach(field -> collect(field.schema(), named));
                    named.put(schema.getFullName(), schema);
                }
            }
            case ENUM, FIXED -> named.put(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), named);
            case MAP -> collect(schema.getValueType(), named);
            case UNION -> schema.getTypes().forEach(branch -> collect(branch, named));
            default -> {}
        }
    }

    /** The version of the subject that is this schema; empty when it, or something that it refers to, is not registered. */
    public Optional<Registered> lookUp(RegistryClient registry, String subject, Schema schema) {
        Map<String, Reference> references = new LinkedHashMap<>();
        Optional<Registered> last = Optional.empty();
        for (Part part : parts(subject, schema)) {
            last = registry.lookUp(part.subject, part.schema, references(part, references));
            if (last.isEmpty()) {
                return Optional.empty();
            }
            references.put(
                    part.name, new Reference(part.name, part.subject, last.get().version()));
        }
        return last;
    }

    /** Registers what is not registered yet, and gives the id of the whole. */
    public int register(RegistryClient registry, String subject, Schema schema) {
        Map<String, Reference> references = new LinkedHashMap<>();
        int id = 0;
        for (Part part : parts(subject, schema)) {
            Reference[] known = references(part, references);
            id = registry.register(part.subject, part.schema, known);
            int version = registry.lookUp(part.subject, part.schema, known)
                    .map(Registered::version)
                    .orElseThrow(() -> new RegistryRefused(
                            404,
                            "The schema registry does not find " + part.subject + " that it has just registered."));
            references.put(part.name, new Reference(part.name, part.subject, version));
        }
        return id;
    }

    private static Reference[] references(Part part, Map<String, Reference> known) {
        return part.references.stream().map(known::get).toArray(Reference[]::new);
    }
}

package io.tidings.command;

import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/** The released versions of schemas, as files {@code topic/number.avsc} with numbers from 1 on. */
final class ReleasedSchemas {
    private ReleasedSchemas() {}

    /**
     * Those of the contracts by topic, the first first; none where there is no directory.
     *
     * @throws Refusal when a file cannot be read as a schema
     */
    static Map<String, List<Schema>> read(Path directory, Contracts contracts) {
        Map<String, List<Schema>> released = new TreeMap<>();
        for (Contract contract : contracts.contracts()) {
            List<Schema> versions = new ArrayList<>();
            Path file = directory.resolve(contract.topic()).resolve("1.avsc");
            while (Files.isRegularFile(file)) {
                versions.add(schema(file));
                file = file.resolveSibling(versions.size() + 1 + ".avsc");
            }
            if (!versions.isEmpty()) {
                released.put(contract.topic(), versions);
            }
        }
        return released;
    }

    private static Schema schema(Path file) {
        try {
            return new Schema.Parser().parse(Files.readString(file));
        } catch (IOException | AvroRuntimeException e) {
            throw new Refusal(
                    "The released schema " + file + " cannot be read (" + e.getMessage() + "); restore it.", e);
        }
    }
}

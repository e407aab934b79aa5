package io.tidings.contracts.compiler;

import io.tidings.problem.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.avro.Schema;

/**
 * Writes the plain Avro schema of each contract as {@code topic.avsc}, for consumers and for the generation of classes.
 * Called by the build with the directory of the contracts and the directory to write to.
 */
public final class PlainSchemasMain {
    private PlainSchemasMain() {}

    /**
     * Writes the schemas.
     *
     * @throws IOException when a directory cannot be read or written
     * @throws IllegalStateException when a contract is no Avro IDL
     */
    public static void main(String[] arguments) throws IOException {
        Path contracts = Path.of(arguments[0]);
        Path target = Files.createDirectories(Path.of(arguments[1]));
        Problems problems = new Problems();
        List<Path> files;
        try (Stream<Path> entries = Files.list(contracts)) {
            files = entries.filter(path -> path.toString().endsWith(".avdl"))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            Optional<Schema> event = ContractFile.read(file, problems).flatMap(ContractFile::event);
            if (event.isPresent()) {
                String name = file.getFileName().toString().replace(".avdl", ".avsc");
                Files.writeString(
                        target.resolve(name), Annotations.plain(event.get()).toString(true) + "\n");
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalStateException(problems.all().toString());
        }
    }
}

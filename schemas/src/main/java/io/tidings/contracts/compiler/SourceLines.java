package io.tidings.contracts.compiler;

import io.tidings.problem.Problem;
import io.tidings.problem.Problems;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each record and field of a directory's contracts is written. */
public final class SourceLines {
    private final Map<String, List<At>> places = new HashMap<>();

    private record At(String file, int line) {}

    SourceLines(List<ContractFile> files) {
        for (ContractFile each : files) {
            each.lines()
                    .forEach((name, line) -> places.computeIfAbsent(name, unused -> new ArrayList<>())
                            .add(new At(each.name(), line)));
        }
    }

    /**
     * Reads the files of a directory that compiles.
     *
     * @throws IOException when one cannot be read
     */
    public static SourceLines read(Path directory) throws IOException {
        return new SourceLines(ContractCompiler.files(directory, new Problems()));
    }

    /** A problem of a record's field, where it is written; of the record where there is no such field any more. */
    public Problem problem(String record, String field, String sentence) {
        return problem("", record, field, sentence);
    }

    /** The same for the contract of one file: a name that several files use is the one in this file. */
    Problem problem(String file, String record, String field, String sentence) {
        String name = field.isEmpty() ? record : record + "." + field;
        At at = at(file, name, at(file, record, new At(file, 0)));
        return new Problem(at.file, at.line, name + ": " + sentence);
    }

    /** A problem of a record. */
    Problem recordProblem(String file, String record, String sentence) {
        At at = at(file, record, new At(file, 0));
        return new Problem(at.file, at.line, sentence);
    }

    private At at(String file, String name, At otherwise) {
        List<At> found = places.getOrDefault(name, List.of());
        return found.stream()
                .filter(at -> at.file.equals(file))
                .findFirst()
                .orElse(found.isEmpty() ? otherwise : found.get(0));
    }
}

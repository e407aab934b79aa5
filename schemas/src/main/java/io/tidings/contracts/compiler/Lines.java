package io.tidings.contracts.compiler;

import io.tidings.problem.Problems;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each record and field of a set of files is written, so that problems can say so. */
final class Lines {
    private record At(String file, int line) {}

    private final Map<String, At> places = new HashMap<>();
    private final Problems problems;

    Lines(List<ContractFile> files, Problems problems) {
        this.problems = problems;
        files.forEach(file -> file.lines().forEach((name, line) -> places.put(name, new At(file.name(), line))));
    }

    /** The file in which a record is written. */
    String file(String record) {
        return places.getOrDefault(record, new At(record, 0)).file();
    }

    /** Reports a problem of a record. */
    void problem(String record, String sentence) {
        At at = places.getOrDefault(record, new At(record, 0));
        problems.add(at.file(), at.line(), sentence);
    }

    /** Reports a problem of a record's field. */
    void problem(String record, String field, String sentence) {
        String name = record + "." + field;
        At at = places.getOrDefault(name, places.getOrDefault(record, new At(record, 0)));
        problems.add(at.file(), at.line(), name + ": " + sentence);
    }
}

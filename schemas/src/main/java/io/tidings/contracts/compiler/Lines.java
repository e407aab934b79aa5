package io.tidings.contracts.compiler;

import io.tidings.problem.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where each record and field of a set of files is written, so that problems can say so. */
final class Lines {
    private record At(String file, int line) {}

    private final Map<String, List<At>> places;
    private final Problems problems;
    private final String file;

    Lines(List<ContractFile> files, Problems problems) {
        this(new HashMap<>(), problems, "");
        for (ContractFile each : files) {
            each.lines()
                    .forEach((name, line) -> places.computeIfAbsent(name, unused -> new ArrayList<>())
                            .add(new At(each.name(), line)));
        }
    }

    private Lines(Map<String, List<At>> places, Problems problems, String file) {
        this.places = places;
        this.problems = problems;
        this.file = file;
    }

    /** The same for the contract of one file: a name that several files use is the one in this file. */
    Lines in(String contractFile) {
        return new Lines(places, problems, contractFile);
    }

    /** Reports a problem of a record. */
    void problem(String record, String sentence) {
        add(at(record, new At(file, 0)), sentence);
    }

    /** Reports a problem of a record's field. */
    void problem(String record, String field, String sentence) {
        String name = record + "." + field;
        add(at(name, at(record, new At(file, 0))), name + ": " + sentence);
    }

    private void add(At at, String sentence) {
        problems.add(at.file(), at.line(), sentence);
    }

    private At at(String name, At otherwise) {
        List<At> found = places.getOrDefault(name, List.of());
        return found.stream()
                .filter(at -> at.file().equals(file))
                .findFirst()
                .orElse(found.isEmpty() ? otherwise : found.get(0));
    }
}

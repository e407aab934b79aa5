package io.tidings.contracts.compiler;

import io.tidings.problem.Problems;

/**
 * Reports problems of one file's contract with their lines.
 *
 * @param file a name that several files use is the one in this file
 */
record Lines(SourceLines source, Problems problems, String file) {

    /** Reports a problem of a record. */
    void problem(String record, String sentence) {
        problems.add(source.recordProblem(file, record, sentence));
    }

    /** Reports a problem of a record's field. */
    void problem(String record, String field, String sentence) {
        problems.add(source.problem(file, record, field, sentence));
    }
}

package io.tidings.contracts.compiler;

import io.tidings.contracts.plan.Contracts;
import io.tidings.problem.Problem;
import java.util.List;
import java.util.function.Function;

/** What came of compiling a directory of contracts. */
public sealed interface Compilation {

    /** Contracts without a problem. */
    record Compiled(Contracts contracts) implements Compilation {}

    /** All problems, at least one. */
    record Failed(List<Problem> problems) implements Compilation {
        public Failed {
            problems = List.copyOf(problems);
        }
    }

    /** Handles either case. */
    default <T> T fold(Function<Contracts, T> compiled, Function<List<Problem>, T> failed) {
        return this instanceof Compiled success
                ? compiled.apply(success.contracts())
                : failed.apply(((Failed) this).problems());
    }
}

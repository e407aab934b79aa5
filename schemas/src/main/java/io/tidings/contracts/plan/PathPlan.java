package io.tidings.contracts.plan;

import io.tidings.contracts.catalog.TableName;
import io.tidings.contracts.path.Condition.Operand;
import io.tidings.contracts.plan.PathPlan.Step.ReadColumn;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A path whose tables and columns are known to exist.
 *
 * @param alternatives the first that gives something is the answer
 * @param many whether it can give more than one row or value
 * @param text as it was written
 */
public record PathPlan(List<Way> alternatives, boolean many, String text) {

    /**
     * One alternative.
     *
     * @param start where it begins
     */
    public record Way(Start start, List<Step> steps) {}

    /** Where a path begins. */
    public sealed interface Start {

        /** At a root's row. */
        record Root(String name) implements Start {}

        /** At a column of the row that the enclosing record stands on. */
        record OwnColumn(ReadColumn column) implements Start {}

        /** At what a path gives or, when it gives nothing, at what it gave most recently. */
        record Last(PathPlan path) implements Start {}
    }

    /** One step, resolved. */
    public sealed interface Step {

        /**
         * From a row to one of its columns.
         *
         * @param tables those that have the column
         */
        record ReadColumn(String column, Set<TableName> tables) implements Step {}

        /** From a json object to one of its members. */
        record ReadKey(String key) implements Step {}

        /** From a value to the rows it identifies: by primary key when {@code column} is empty. */
        record Follow(TableName table, Optional<String> column, List<Test> tests) implements Step {}

        /** From a value to all rows that hold it in a column, in the order of their primary key. */
        record Gather(TableName table, String column, List<Test> tests, List<Ordering> primaryKey) implements Step {}
    }

    /** A filter's condition. As in SQL, a comparison with null holds for no row. */
    public sealed interface Test {

        /** The column equals the operand, or differs from it. */
        record Compare(Ordering column, Operand operand, boolean negated) implements Test {}

        /** The column equals one of the literals. */
        record In(Ordering column, List<String> literals) implements Test {}

        /** The column is null, or is not. */
        record IsNull(String column, boolean negated) implements Test {}
    }
}

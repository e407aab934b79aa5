package io.tidings.contracts.plan;

import io.tidings.contracts.plan.RecordPlan.Remembered;
import java.util.Optional;

/** What the latest event about each row showed of it. Reading has no side effects. */
public interface Memory {

    /** What was remembered of a row; empty when there was no event about it, or the row was gone then. */
    Optional<Object> recall(Remembered what, RowName row);

    /**
     * What is to be remembered from now on.
     *
     * @param datum of the remembered schema; empty when there is nothing any more
     */
    record Entry(Remembered what, RowName row, Optional<Object> datum) {}

    /** A memory of no events. */
    static Memory none() {
        return (what, row) -> Optional.empty();
    }
}

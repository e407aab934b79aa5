package io.tidings.contracts.path;

import java.util.List;

/** One comparison of a filter; as in SQL, a comparison with null holds for no row. */
public sealed interface Condition {

    /** The column of the filtered row that is compared. */
    String column();

    /** {@code column = operand}, or {@code column != operand} when negated. */
    record Compare(String column, Operand operand, boolean negated) implements Condition {}

    /** {@code column in ('a', 'b')}. */
    record In(String column, List<String> literals) implements Condition {
        public In {
            literals = List.copyOf(literals);
        }
    }

    /** {@code column is null}, or {@code column is not null} when negated. */
    record IsNull(String column, boolean negated) implements Condition {}

    /** The right side of a comparison. */
    sealed interface Operand {

        /** A literal, as text: {@code 'APPROVED'}, {@code 42}, {@code true}. */
        record Literal(String text) implements Operand {}

        /** A column of a root's row: {@code dataProduct.id}. */
        record RootColumn(String root, String column) implements Operand {
            @Override
            public String toString() {
                return root + "." + column;
            }
        }
    }
}

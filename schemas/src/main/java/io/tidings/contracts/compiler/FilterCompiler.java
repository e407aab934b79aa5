package io.tidings.contracts.compiler;

import io.tidings.contracts.catalog.Column;
import io.tidings.contracts.catalog.Table;
import io.tidings.contracts.compiler.Scope.Misfit;
import io.tidings.contracts.path.Condition;
import io.tidings.contracts.path.Condition.Operand;
import io.tidings.contracts.plan.Ordering;
import io.tidings.contracts.plan.PathPlan;
import java.util.ArrayList;
import java.util.List;

/** Resolves the conditions of a filter against the table whose rows they choose from. */
final class FilterCompiler {
    private final RootScope roots;
    private final Table table;

    FilterCompiler(RootScope roots, Table table) {
        this.roots = roots;
        this.table = table;
    }

    List<PathPlan.Test> tests(List<Condition> conditions) throws Misfit {
        List<PathPlan.Test> tests = new ArrayList<>();
        for (Condition condition : conditions) {
            tests.add(test(condition));
        }
        return tests;
    }

    private PathPlan.Test test(Condition condition) throws Misfit {
        Column column = PathCompiler.column(table, condition.column());
        Ordering values = Ordering.of(condition.column(), column.type(), false);
        if (condition instanceof Condition.IsNull isNull) {
            return new PathPlan.Test.IsNull(isNull.column(), isNull.negated());
        }
        if (condition instanceof Condition.In in) {
            for (String literal : in.literals()) {
                literal(values, column.type(), literal);
            }
            return new PathPlan.Test.In(values, in.literals());
        }
        Condition.Compare compare = (Condition.Compare) condition;
        if (compare.operand() instanceof Operand.Literal literal) {
            literal(values, column.type(), literal.text());
        } else {
            rootColumn((Operand.RootColumn) compare.operand(), condition.column());
        }
        return new PathPlan.Test.Compare(values, compare.operand(), compare.negated());
    }

    private void rootColumn(Operand.RootColumn operand, String column) throws Misfit {
        Position root = roots.root(operand.root());
        PathCompiler.comparable(
                PathCompiler.read(root, operand.column()).value().orElseThrow(), table, column);
    }

    private void literal(Ordering values, String type, String literal) throws Misfit {
        boolean canEqual = switch (values.kind()) {
            case NUMBER -> literal.matches("-?\\d+(\\.\\d+)?");
            case TIME -> literal.matches(ColumnTypes.isoPattern(type));
            default -> !type.equals("boolean") || literal.equals("true") || literal.equals("false");
        };
        if (!canEqual) {
            throw new Misfit(table.name() + "." + values.column() + " is " + type + " and cannot equal '" + literal
                    + "'; " + ColumnTypes.literalsOf(type));
        }
    }
}

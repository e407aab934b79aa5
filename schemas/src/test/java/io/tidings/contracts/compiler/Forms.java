package io.tidings.contracts.compiler;

import io.tidings.contracts.path.Condition;
import io.tidings.contracts.path.Condition.Operand;
import io.tidings.contracts.path.Path;
import io.tidings.contracts.path.PathException;
import io.tidings.contracts.path.PathParser;
import io.tidings.contracts.path.Step;
import io.tidings.contracts.plan.Contracts;
import io.tidings.contracts.plan.PathPlan;
import io.tidings.contracts.plan.RecordPlan;
import io.tidings.contracts.plan.RecordPlan.Fallback;
import io.tidings.contracts.plan.RecordPlan.Source;
import io.tidings.contracts.plan.Shape;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Every form of the language, taken from its sealed types, and which of them examples have used. */
final class Forms {
    private static final Set<String> SPECIAL = Set.of(
            "Follow by a unique column",
            "negated Compare",
            "negated IsNull",
            "several conditions",
            "alternatives",
            "descending order",
            "ascending order");
    private static final List<String> ANNOTATIONS = List.of(
            Annotations.ON,
            Annotations.KEY,
            Annotations.TOPIC,
            Annotations.VERSION,
            Annotations.FROM,
            Annotations.ORDER_BY,
            Annotations.CHANGES);

    private final Set<String> used = new LinkedHashSet<>();

    void use(String idl, Contracts contracts) {
        ANNOTATIONS.stream()
                .filter(annotation -> idl.contains("@" + annotation + "("))
                .forEach(used::add);
        contracts.contracts().forEach(contract -> use(contract.record()));
    }

    private void use(RecordPlan record) {
        for (RecordPlan.FieldPlan field : record.fields()) {
            used.add(field.fallback().getClass().getSimpleName());
            used.add(field.source().getClass().getSimpleName());
            use(field.shape());
            if (field.source() instanceof Source.FromPath source) {
                source.order().forEach(order -> used.add(order.descending() ? "descending order" : "ascending order"));
                use(source.path());
            }
        }
    }

    private void use(Shape shape) {
        used.add(shape.getClass().getSimpleName());
        if (shape instanceof Shape.Each each) {
            use(each.element());
        }
        if (shape instanceof Shape.Nested nested) {
            use(nested.record());
        }
    }

    private void use(PathPlan plan) {
        plan.alternatives().forEach(way -> used.add(way.start().getClass().getSimpleName()));
        try {
            Path path = PathParser.path(plan.text());
            if (path.alternatives().size() > 1) {
                used.add("alternatives");
            }
            path.alternatives().forEach(alternative -> alternative.steps().forEach(this::use));
        } catch (PathException e) {
            throw new AssertionError(e);
        }
    }

    private void use(Step step) {
        used.add(step.getClass().getSimpleName());
        if (step instanceof Step.Follow follow) {
            follow.column().ifPresent(column -> used.add("Follow by a unique column"));
            use(follow.conditions());
        }
        if (step instanceof Step.Gather gather) {
            use(gather.conditions());
        }
    }

    private void use(List<Condition> conditions) {
        if (conditions.size() > 1) {
            used.add("several conditions");
        }
        for (Condition condition : conditions) {
            used.add(condition.getClass().getSimpleName());
            if (condition instanceof Condition.Compare compare) {
                used.add(compare.operand().getClass().getSimpleName());
                used.add(compare.negated() ? "negated Compare" : "Compare");
            }
            if (condition instanceof Condition.IsNull isNull && isNull.negated()) {
                used.add("negated IsNull");
            }
        }
    }

    Set<String> unused() {
        Set<String> forms = new LinkedHashSet<>(SPECIAL);
        forms.addAll(ANNOTATIONS);
        Stream.of(
                        Step.class,
                        Condition.class,
                        Operand.class,
                        PathPlan.Start.class,
                        Source.class,
                        Shape.class,
                        Fallback.class)
                .flatMap(type -> Stream.of(type.getPermittedSubclasses()))
                .filter(type -> !type.isInterface())
                .forEach(type -> forms.add(type.getSimpleName()));
        forms.removeAll(used);
        return forms;
    }
}

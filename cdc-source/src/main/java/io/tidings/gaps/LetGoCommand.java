package io.tidings.gaps;

import io.tidings.capture.Gap;
import io.tidings.capture.GapDesk;
import io.tidings.command.ExitCode;
import io.tidings.command.Tool;
import io.tidings.problem.Refusal;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tidings gaps let-go}. */
@Command(name = "let-go", description = "Has the capture forget gaps: what was not told in them stays untold.")
final class LetGoCommand implements Tool.Command {
    @Mixin
    private Scope scope = new Scope();

    @Parameters(paramLabel = "GAP", arity = "0..*", description = "Which (default: all).")
    private Set<String> ids = Set.of();

    @Override
    public ExitCode call() {
        GapDesk desk = scope.desk();
        List<Gap> gaps = desk.unsettled().stream()
                .filter(gap -> ids.isEmpty() || ids.contains(gap.id()))
                .toList();
        Set<String> unknown = new TreeSet<>(ids);
        gaps.forEach(gap -> unknown.remove(gap.id()));
        if (!unknown.isEmpty()) {
            throw new Refusal("There is no gap " + String.join(", ", unknown) + "; list them.");
        }
        if (gaps.isEmpty()) {
            System.out.println("There is no gap.");
            return ExitCode.OK;
        }
        String answer = desk.letGo(gaps, scope.limit());
        gaps.forEach(gap -> System.out.println(Scope.line(gap)));
        System.out.println(answer);
        return ExitCode.OK;
    }
}

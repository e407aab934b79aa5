package io.tidings.gaps;

import io.tidings.capture.Gap;
import io.tidings.capture.GapDesk;
import io.tidings.command.ExitCode;
import io.tidings.command.Tool;
import io.tidings.problem.Refusal;
import io.tidings.reconcile.Untold;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tidings gaps tell}. */
@Command(
        name = "tell",
        description = "Has the audit rows that have no event told late, with everything as it stands at the position at"
                + " which they are told, and settles all gaps with it. Capture and enricher must run.")
final class TellCommand implements Tool.Command {
    @Mixin
    private Scope scope = new Scope();

    @Parameters(paramLabel = "AUDIT-ID", arity = "0..*", description = "Only these rows, and never the others.")
    private Set<String> chosen = Set.of();

    @Option(
            names = "--all",
            description = "All that list names, although rows from before the first capture are among them.")
    private boolean all;

    @Override
    public ExitCode call() {
        GapDesk desk = scope.desk();
        List<Gap> gaps = desk.unsettled();
        if (gaps.isEmpty()) {
            System.out.println("There is no gap.");
            return ExitCode.OK;
        }
        Untold untold = scope.untold(gaps);
        if (chosen.isEmpty() && !all && !untold.ids().isEmpty() && !scope.tellsOldRowsApart()) {
            throw new Refusal(
                    "Audit rows from before the first capture have no events and cannot be told apart. Name the"
                            + " column with the time of an audit row by reconcile.time-column, or name the rows to tell, or"
                            + " say --all.");
        }
        List<String> ids = ids(untold);
        String answer = ids.isEmpty() ? desk.letGo(gaps, scope.limit()) : desk.tell(gaps, ids, scope.limit());
        gaps.forEach(gap -> System.out.println(Scope.line(gap)));
        System.out.println(
                ids.isEmpty()
                        ? "No audit row was without an event."
                        : ids.size() + (ids.size() == 1 ? " audit row. " : " audit rows. ") + answer);
        return ExitCode.OK;
    }

    private List<String> ids(Untold untold) {
        if (chosen.isEmpty()) {
            return List.copyOf(untold.ids());
        }
        Set<String> others = new TreeSet<>(chosen);
        others.removeAll(untold.ids());
        if (!others.isEmpty()) {
            throw new Refusal("Not among the audit rows without an event: " + String.join(", ", others)
                    + ". Nothing was done; `./tidings gaps list` names those that are.");
        }
        return new ArrayList<>(new TreeSet<>(chosen));
    }
}

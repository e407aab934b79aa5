package io.tidings.gaps;

import io.tidings.capture.Gap;
import io.tidings.command.ExitCode;
import io.tidings.command.Tool;
import io.tidings.reconcile.Told;
import io.tidings.reconcile.Untold;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidings gaps list}. */
@Command(
        name = "list",
        description =
                "Lists the gaps that are not settled, and the audit rows without an event. Capture and enricher must"
                        + " run. Exits with 4 when there is a gap.")
final class ListCommand implements Tool.Command {
    @Mixin
    private Scope scope = new Scope();

    @Override
    public ExitCode call() {
        List<Gap> gaps = scope.desk().unsettled();
        if (gaps.isEmpty()) {
            System.out.println("There is no gap.");
            return ExitCode.OK;
        }
        gaps.forEach(gap -> System.out.println(Scope.line(gap)));
        Untold untold = scope.untold(gaps);
        System.out.println("Audit rows without an event: " + untold.ids().size());
        untold.missing().forEach(ListCommand::print);
        if (!untold.partly().isEmpty()) {
            System.out.println("Audit rows that lack an event and have another, which tell leaves alone: "
                    + String.join(", ", untold.partly()));
        }
        if (!untold.ids().isEmpty() && !scope.tellsOldRowsApart()) {
            System.out.println("Audit rows from before the first capture are among them: they have no events. To leave"
                    + " them out, name the column with the time of an audit row by reconcile.time-column.");
        }
        return ExitCode.INCOMPLETE;
    }

    private static void print(Told told) {
        System.out.println("  " + told);
    }
}

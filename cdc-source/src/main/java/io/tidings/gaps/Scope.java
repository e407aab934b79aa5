package io.tidings.gaps;

import io.tidings.capture.CaptureMain;
import io.tidings.capture.CaptureSettings;
import io.tidings.capture.Gap;
import io.tidings.capture.GapDesk;
import io.tidings.command.Options;
import io.tidings.command.TimeOption;
import io.tidings.configuration.Configuration;
import io.tidings.configuration.Setting;
import io.tidings.contracts.plan.Contracts;
import io.tidings.reconcile.Comparing;
import io.tidings.reconcile.Untold;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What each of the commands is told, and where it looks. */
final class Scope {
    /** An audit row can be older than its commit by as much as its transaction lasted. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofHours(1);

    @Mixin
    private Options options = new Options();

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = TimeOption.class,
            description =
                    "Only audit rows from this time on, as for reconcile (default: an hour before the first gap).")
    private @Nullable Instant since;

    @Option(
            names = "--wait",
            paramLabel = "SECONDS",
            description = "How long the capture and the enricher may take (default: 60).")
    private int wait = 60;

    private @Nullable Configuration configuration;

    private Configuration configuration() {
        if (configuration == null) {
            configuration = options.configuration();
        }
        return configuration;
    }

    private Contracts contracts() {
        return Options.compile(Options.contractsDirectory(configuration()));
    }

    GapDesk desk() {
        return new GapDesk(settings());
    }

    private CaptureSettings settings() {
        return CaptureMain.settings(configuration(), contracts());
    }

    Duration limit() {
        return Duration.ofSeconds(wait);
    }

    /** Whether audit rows from before the first capture, which have no events, can be told from others. */
    boolean tellsOldRowsApart() {
        return !configuration().text(Setting.RECONCILE_TIME_COLUMN).isEmpty();
    }

    /** The audit rows without an event that may be from one of the gaps. */
    Untold untold(List<Gap> gaps) {
        Comparing comparing =
                new Comparing(configuration(), contracts(), settings().database()::connect);
        if (since != null) {
            return comparing.untold(Optional.of(since), limit());
        }
        if (!tellsOldRowsApart()) {
            return comparing.untold(Optional.empty(), limit());
        }
        Untold untold = comparing.untoldSince(earliest(gaps), limit());
        // Events from before cannot be of rows from after, whatever their ids: another table begins to count anew.
        Optional<Instant> anotherTable = gaps.stream()
                .filter(Gap::ofAnyAge)
                .flatMap(gap -> gap.from().stream())
                .max(Comparator.naturalOrder());
        return anotherTable
                .map(time -> untold.and(comparing.untold(Optional.of(time), limit())))
                .orElse(untold);
    }

    private static Instant earliest(List<Gap> gaps) {
        return gaps.stream()
                .map(gap -> gap.ofAnyAge() ? Optional.<Instant>empty() : gap.from())
                .map(from -> from.map(time -> time.minus(LONGEST_TRANSACTION)).orElse(Instant.EPOCH))
                .min(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    static String line(Gap gap) {
        return gap.id() + "  " + gap.sentence();
    }
}

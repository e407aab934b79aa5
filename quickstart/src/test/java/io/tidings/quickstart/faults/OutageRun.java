package io.tidings.quickstart.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One outage while sessions commit: how the applications showed it, and how long they took afterwards. */
final class OutageRun {
    private static final Duration READY_LIMIT = Duration.ofSeconds(240);
    /** From when on nobody may take an outage for a pause. */
    private static final Duration NOTICED_AFTER = Duration.ofSeconds(30);

    private static final Pattern STACK = Pattern.compile("^\\s+at [\\w.$/]+\\(|^Caused by: ");
    private static final Pattern BEGINS = Pattern.compile("Waiting for what is away");
    private static final Pattern LASTS = Pattern.compile("Still waiting for what is away");
    private static final Pattern ENDS = Pattern.compile("The outage is over");

    /** Lines that are not about the outage: of a start again, of Kafka's clients. */
    private static final int MOST_OTHERS = 40;

    private final Plant plant;
    private final Away away;
    private final Duration duration;

    /** An application beside what it had logged before. */
    private record Seen(Supervised application, Health health, int linesBefore) {
        List<String> lines() {
            return application.lines().subList(linesBefore, application.lines().size());
        }

        long count(Pattern pattern) {
            return lines().stream().filter(line -> pattern.matcher(line).find()).count();
        }
    }

    OutageRun(Plant plant, Away away, Duration duration) {
        this.plant = plant;
        this.away = away;
        this.duration = duration;
    }

    /** Plays it; what it returns is a row of a table. */
    String play(Health enricher, Health capture) throws Exception {
        List<Seen> seen = Stream.of(enricher, capture)
                .map(health -> new Seen(
                        health.application(),
                        health,
                        health.application().lines().size()))
                .toList();
        seen.forEach(each -> each.health().wasNotReady());
        away.leave(plant);
        plant.elapse(duration);
        List<Boolean> noticed =
                seen.stream().map(each -> each.health().wasNotReady()).toList();
        away.comeBack(plant);
        long back = System.nanoTime();
        plant.await(
                () -> enricher.isReady() && capture.isReady(),
                READY_LIMIT,
                "/readyz of both applications after " + this);
        double ready = (System.nanoTime() - back) / 1e9;
        plant.progress().await();
        double events = (System.nanoTime() - back) / 1e9;
        require(seen, noticed);
        return String.format(
                "| %-11s | %5d s | %-11s | %5.1f s | %5.1f s | %s | %s |",
                away, duration.toSeconds(), noticed, ready, events, lines(seen.get(0)), lines(seen.get(1)));
    }

    private void require(List<Seen> seen, List<Boolean> noticed) {
        for (Seen each : seen) {
            String name = each.application().name() + " after " + this;
            assertThat(each.health().notAlive()).as("/livez of " + name).isEmpty();
            assertThat(each.lines())
                    .as("lines of " + name)
                    .noneMatch(line -> STACK.matcher(line).find());
            long minutes = duration.plus(READY_LIMIT).toMinutes();
            assertThat(each.count(BEGINS)).as("lines of the beginning, " + name).isLessThanOrEqualTo(2);
            assertThat(each.count(ENDS)).as("lines of the end, " + name).isEqualTo(each.count(BEGINS));
            assertThat(each.count(LASTS)).as("lines between, " + name).isLessThanOrEqualTo(minutes);
            assertThat(others(each)).as("other lines of " + name).isLessThanOrEqualTo(MOST_OTHERS);
        }
        if (duration.compareTo(NOTICED_AFTER) >= 0) {
            assertThat(noticed).as("not ready during " + this).isEqualTo(away.concerns());
        }
    }

    private static long others(Seen seen) {
        return seen.lines().size() - seen.count(BEGINS) - seen.count(LASTS) - seen.count(ENDS);
    }

    private static String lines(Seen seen) {
        return seen.count(BEGINS) + "+" + seen.count(LASTS) + "+" + seen.count(ENDS) + ", others " + others(seen);
    }

    @Override
    public String toString() {
        return away + " away for " + duration.toSeconds() + " s";
    }
}

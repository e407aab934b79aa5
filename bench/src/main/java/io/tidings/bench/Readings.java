package io.tidings.bench;

import io.tidings.contracts.plan.Contracts;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** Logs that are read by enrichers without state, one after the other, and what that cost. */
final class Readings {
    private final Scene.Surroundings surroundings;
    private final int repetitions;
    private final Report<Measured> report;

    Readings(Scene.Surroundings surroundings, int repetitions, Report<Measured> report) {
        this.surroundings = surroundings;
        this.repetitions = repetitions;
        this.report = report;
    }

    /** Fills a log, has it read once without counting and then as often as is to be counted, and deletes it. */
    void of(String name, ShopLog.Size size) throws IOException, InterruptedException, ExecutionException {
        of(name, size, 1, 1);
    }

    /** The same with as many sources, each of that size, and by as many instances. */
    void of(String name, ShopLog.Size size, int sources, int instances)
            throws IOException, InterruptedException, ExecutionException {
        String topic = name.replaceAll("\\W+", "-");
        FilledLog log = FilledLog.fill(surroundings.kafka(), topic, size, sources);
        List<Contracts> contracts = ShopContracts.ofSources(sources, surroundings.directory());
        Reading reading = new Reading(surroundings, log, instances);
        for (int repetition = 0; repetition <= repetitions; repetition++) {
            String application = topic + "-" + repetition;
            Measured measured = reading.measure(application, contracts, (long) sources * size.audits());
            System.err.printf("  %,.0f rows/s%s%n", measured.rowsPerSecond(), repetition == 0 ? " (warm-up)" : "");
            if (repetition > 0) {
                report.add(name, measured);
            }
            surroundings.forget(application);
        }
        surroundings.forget(topic);
    }
}

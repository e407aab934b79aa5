package io.tidings.bench;

import io.tidings.bench.contender.Contender;
import io.tidings.bench.contender.DatabaseLookUps;
import io.tidings.bench.contender.GlobalTables;
import io.tidings.bench.contender.Ground;
import io.tidings.bench.contender.VersionedTables;
import io.tidings.contracts.plan.Contract;
import io.tidings.contracts.plan.Contracts;
import io.tidings.registry.RegistryClient;
import io.tidings.registry.RegistrySettings;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/** Has one log after the other read by the enricher and by each contender, in turns. */
final class SideBySide {
    private static final String TIDINGS = "tidings";
    private static final int COMMITS_WHEN_BUSY = 5;

    private final Scene.Surroundings surroundings;
    private final ShopTables database;
    private final Report<Compared> report;
    private final Consumer<String> flaws;
    private final Contracts contracts = ShopContracts.compiled();
    private final Contract contract = contracts.contracts().get(0);
    private final int schemaId;

    private interface Run {
        Compared run(String application) throws IOException, InterruptedException, ExecutionException;
    }

    /** Beside these servers; what is wrong with events of the enricher is told to the last parameter. */
    SideBySide(Scene.Surroundings surroundings, ShopTables database, Report<Compared> report, Consumer<String> flaws) {
        this.surroundings = surroundings;
        this.database = database;
        this.report = report;
        this.flaws = flaws;
        this.schemaId = new RegistryClient(RegistrySettings.of(surroundings.registry()))
                .register(contract.subject(), contract.schema().toString());
    }

    void measure(ShopLog.Size size, int asked, int repetitions)
            throws IOException, InterruptedException, ExecutionException {
        Map<String, Run> runs = runs(size, asked);
        for (int repetition = 0; repetition <= repetitions; repetition++) {
            for (Map.Entry<String, Run> run : runs.entrySet()) {
                String name = run.getKey() + ", " + size.perTransaction() + " to a transaction";
                String application =
                        run.getKey().replaceAll("\\W+", "-") + "-" + size.perTransaction() + "-" + repetition;
                Compared compared = run.getValue().run(application);
                System.err.printf(
                        "  %s: %,.0f rows/s, %s%s%n",
                        name,
                        compared.measured().rowsPerSecond(),
                        compared.verdict(),
                        repetition == 0 ? " (warm-up)" : "");
                if (run.getKey().equals(TIDINGS) && !compared.verdict().isFlawless()) {
                    flaws.accept(compared.verdict().detailed());
                }
                if (repetition > 0) {
                    report.add(name, compared);
                }
                surroundings.forget(application);
            }
        }
    }

    private Map<String, Run> runs(ShopLog.Size size, int asked) throws InterruptedException, ExecutionException {
        Oracle oracle = Oracle.of(size, database::fill);
        FilledLog log = FilledLog.fill(surroundings.kafka(), "changes-" + size.perTransaction(), size);
        Map<String, Run> runs = new LinkedHashMap<>();
        runs.put(TIDINGS, application -> enricher(application, log, size, oracle));
        Contest whole = contest(size, oracle, new SplitLog.Part(SplitLog.TABLES, size.audits(), 1));
        runs.put("GlobalKTables", application -> run(whole, application, GlobalTables::new));
        runs.put("versioned KTables", application -> run(whole, application, VersionedTables::new));
        Contest busy = contest(size, oracle, new SplitLog.Part(SplitLog.TABLES, size.audits(), COMMITS_WHEN_BUSY));
        runs.put(
                "versioned KTables, " + COMMITS_WHEN_BUSY + " commits in a millisecond",
                application -> run(busy, application, VersionedTables::new));
        Contest first = contest(size, oracle, new SplitLog.Part(Set.of("events"), asked, 1));
        for (DatabaseLookUps.Asking asking : DatabaseLookUps.Asking.values()) {
            runs.put(
                    "PostgreSQL, " + asking.statements(),
                    application ->
                            run(first, application, ground -> new DatabaseLookUps(ground, database.address(), asking)));
        }
        return runs;
    }

    private Contest contest(ShopLog.Size size, Oracle oracle, SplitLog.Part part) {
        return new Contest(surroundings, size, part, oracle);
    }

    private Compared enricher(String application, FilledLog log, ShopLog.Size size, Oracle oracle)
            throws IOException, InterruptedException, ExecutionException {
        Ground ground = ground(application);
        // Events have the time of their commits, which is so long ago that Kafka would delete them after the usual
        // time.
        ground.create(ground.events());
        Measured measured = new Reading(surroundings, log, 1).measure(application, List.of(contracts), size.audits());
        Verdict verdict = new Events(surroundings.kafka(), ground.events(), ground.event())
                .judge(new Verdict.Hearing(oracle, size.audits()));
        return new Compared(measured, size.audits(), verdict);
    }

    private Compared run(Contest contest, String application, Function<Ground, Contender> making)
            throws IOException, InterruptedException, ExecutionException {
        return contest.run(ground(application), making);
    }

    private Ground ground(String application) {
        return new Ground(
                application,
                surroundings.kafka(),
                surroundings.directory().resolve(application),
                contract.schema(),
                schemaId);
    }
}

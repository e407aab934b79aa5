package io.tidings.bench;

import io.tidings.command.ExitCode;
import io.tidings.command.Tool;
import io.tidings.problem.Refusal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code tidings bench pieces}. */
@Command(
        name = "pieces",
        description =
                "Measures, with JMH, the pieces of code through which every audit row goes, each by itself in a process"
                        + " of its own: what one call takes and allocates.")
final class PiecesCommand implements Tool.Command {
    private static final Map<String, ToDoubleFunction<Piece>> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("µs", Piece::micros);
        COLUMNS.put("bytes allocated", Piece::bytes);
    }

    @Option(names = "--repetitions", paramLabel = "N", description = "After as many that do not count (default: 5).")
    private int repetitions = 5;

    @Option(names = "--seconds", paramLabel = "N", description = "Of each repetition (default: 1).")
    private int seconds = 1;

    @Mixin
    private Output output = new Output();

    /** What a call took and allocated, on average of a repetition. */
    private record Piece(double micros, double bytes) {}

    @Override
    public ExitCode call() {
        Report<Piece> report = new Report<>(COLUMNS);
        for (RunResult run : run()) {
            run.getAggregatedResult()
                    .getIterationResults()
                    .forEach(result -> report.add(name(run.getParams()), piece(result)));
        }
        output.print(report);
        return ExitCode.OK;
    }

    private Collection<RunResult> run() {
        Options options = new OptionsBuilder()
                .include(Pieces.class.getName())
                .mode(Mode.AverageTime)
                .timeUnit(TimeUnit.MICROSECONDS)
                .forks(1)
                .warmupIterations(repetitions)
                .warmupTime(TimeValue.seconds(seconds))
                .measurementIterations(repetitions)
                .measurementTime(TimeValue.seconds(seconds))
                .addProfiler(GCProfiler.class)
                .jvmArgsAppend(
                        "-Dlogback.configurationFile=io/tidings/command/logback.xml",
                        "-Dtidings.log.level=WARN",
                        "-Dtidings.log.libraries=WARN",
                        "-Dtidings.log.noise=OFF")
                .verbosity(VerboseMode.SILENT)
                .build();
        try {
            return new Runner(options).run();
        } catch (RunnerException e) {
            throw new Refusal("The pieces could not be measured: " + e.getMessage());
        }
    }

    private static Piece piece(IterationResult result) {
        Result<?> allocated = result.getSecondaryResults().get("gc.alloc.rate.norm");
        return new Piece(result.getPrimaryResult().getScore(), allocated == null ? Double.NaN : allocated.getScore());
    }

    /** The method's name as words. */
    private static String name(BenchmarkParams params) {
        String method = params.getBenchmark().substring(params.getBenchmark().lastIndexOf('.') + 1);
        return method.replaceAll("(?=\\p{Upper})", " ").toLowerCase(Locale.ROOT);
    }
}

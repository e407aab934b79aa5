package io.tidings.bench;

import io.tidings.command.UsualOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How a command tells what it has measured. */
final class Output {
    @Option(names = "--json", description = "Prints every reading as JSON.")
    private boolean json;

    @Mixin
    private UsualOptions usual = new UsualOptions();

    void print(Report<?> report) {
        System.out.print(json ? report.json() : report.table());
    }
}

package io.tidings.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code tidings config}: shows the settings that hold. */
@Command(
        name = "tidings config",
        description = "Shows every setting that holds here and where it comes from, as YAML without secrets.")
public final class ConfigMain implements Tool.Command {
    @Mixin
    private Options options = new Options();

    private ConfigMain() {}

    /** Runs the command and exits. */
    public static void main(String[] arguments) {
        System.exit(Tool.run(new ConfigMain(), Tool.Log.QUIET, arguments));
    }

    @Override
    public ExitCode call() {
        System.out.print(EffectiveConfiguration.yaml(options.configuration()));
        return ExitCode.OK;
    }
}

package io.nightjar.app;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nightjar config}. */
@Command(
        name = "config",
        description = "Prints every setting in force and where it was set; secrets are masked.",
        mixinStandardHelpOptions = true)
final class ConfigCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Override
    public Integer call() {
        System.out.print(options.settings().render());
        return ExitCode.OK.number();
    }
}

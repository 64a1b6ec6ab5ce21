package io.nightjar.app;

import io.nightjar.config.Settings;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar rollback}. */
@Command(
        name = "rollback",
        description = "Shows readers an earlier published run again, at every destination. If it is interrupted, run it"
                + " again.",
        mixinStandardHelpOptions = true)
final class RollbackCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "RUN",
            description = "The run to go back to, as nightjar status lists it.")
    private String to;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        Home home = new Home(settings);
        try (Sessions sessions = new Sessions(settings, home)) {
            return new Night(settings, home, LocalDate.EPOCH, new Console(System.out), sessions)
                    .rollback(to)
                    .number();
        }
    }
}

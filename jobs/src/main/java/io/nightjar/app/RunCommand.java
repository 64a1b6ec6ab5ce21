package io.nightjar.app;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar run}. */
@Command(
        name = "run",
        description =
                "Runs one night: reads the exports, makes profiles, scores and lists, publishes them. Goes on where"
                        + " an interrupted night stopped; does nothing if nothing has changed.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--date",
            paramLabel = "YYYY-MM-DD",
            description = "The night's date: everything up to and including it is known. Default: yesterday.")
    private LocalDate date;

    @Override
    public Integer call() {
        var settings = options.settings();
        var console = new Console(System.out);
        var home = new Home(settings);
        try (Sessions sessions = new Sessions(settings, home)) {
            return new Night(settings, home, options.dateOrYesterday(date, settings), console, sessions)
                    .run()
                    .number();
        }
    }
}

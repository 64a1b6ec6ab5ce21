package io.nightjar.app;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar job}. */
@Command(
        name = "job",
        description = "Makes one job's table, and first what it needs; publishes nothing.",
        mixinStandardHelpOptions = true)
final class JobCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Parameters(paramLabel = "NAME", description = "The job, as the night prints it: build-rfm.")
    private String name;

    @Option(names = "--date", paramLabel = "YYYY-MM-DD", description = "As of this date. Default: yesterday.")
    private LocalDate date;

    @Override
    public Integer call() {
        var settings = options.settings();
        var home = new Home(settings);
        try (Sessions sessions = new Sessions(settings, home)) {
            var night = new Night(
                    settings, home, options.dateOrYesterday(date, settings), new Console(System.out), sessions);
            return night.runJob(name).number();
        }
    }
}

package io.nightjar.app;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar backfill}. */
@Command(
        name = "backfill",
        description = "Runs many nights, oldest first, from the exports that are there now. Nights older than the live"
                + " one are made and kept in the work area, and published nowhere.",
        mixinStandardHelpOptions = true)
final class BackfillCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(names = "--from", required = true, paramLabel = "YYYY-MM-DD", description = "First night.")
    private LocalDate from;

    @Option(names = "--to", required = true, paramLabel = "YYYY-MM-DD", description = "Last night, included.")
    private LocalDate to;

    @Option(
            names = "--every",
            defaultValue = "1",
            paramLabel = "DAYS",
            description = "Days between nights. Default: 1.")
    private int every;

    @Override
    public Integer call() {
        if (from.isAfter(to) || every < 1) {
            throw new io.nightjar.config.ConfigException("Nothing to backfill: --from " + from
                    + " must not be after --to " + to + ", and --every must be 1 or more");
        }
        var settings = options.settings();
        var home = new Home(settings);
        try (Sessions sessions = new Sessions(settings, home)) {
            for (LocalDate date = from; !date.isAfter(to); date = date.plusDays(every)) {
                new Night(settings, home, date, new Console(System.out), sessions).run();
            }
        }
        return ExitCode.OK.number();
    }
}

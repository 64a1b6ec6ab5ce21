package io.nightjar.app;

import io.nightjar.sample.SampleReport;
import io.nightjar.sample.SampleSettings;
import io.nightjar.sample.SampleShop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nightjar make-sample-data}. */
@Command(
        name = "make-sample-data",
        description = "Simulates a shop: writes its exports, and in truth/ what is really so. The same options give the"
                + " same bytes on any machine.",
        mixinStandardHelpOptions = true)
final class MakeSampleDataCommand implements Callable<Integer> {
    @Option(names = "--customers", defaultValue = "2000", paramLabel = "N", description = "Default: 2000.")
    private long customers;

    @Option(names = "--months", defaultValue = "13", paramLabel = "M", description = "Default: 13.")
    private int months;

    @Option(names = "--seed", defaultValue = "42", paramLabel = "S", description = "Default: 42.")
    private long seed;

    @Option(
            names = "--last-day",
            paramLabel = "YYYY-MM-DD",
            description = "Last day of the exports. Default: 2026-06-30.")
    private LocalDate lastDay = SampleSettings.LAST_DAY;

    @Option(names = "--threads", paramLabel = "T", description = "Default: one per core.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
    private Path out;

    @Override
    public Integer call() throws IOException {
        Console console = new Console(System.out);
        SampleReport report = SampleShop.write(
                new SampleSettings(customers, months, lastDay, seed, threads),
                UserPaths.resolved(out),
                (written, total) -> console.line(
                        String.format(Locale.ROOT, "%,d of %,d customers (%s)", written, total, console.elapsed())));
        report.rows().forEach((feed, rows) -> console.line(String.format(Locale.ROOT, "%-24s %,14d rows", feed, rows)));
        console.line(String.format(
                Locale.ROOT,
                "%,d files, %,d rows, %,d bytes in %.1f s: %s",
                report.files(),
                report.totalRows(),
                report.bytes(),
                report.seconds(),
                out));
        return ExitCode.OK.number();
    }
}

package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.publish.CampaignFile;
import io.nightjar.publish.dialect.Dialects;
import io.nightjar.publish.dialect.FileReport;
import io.nightjar.store.Places;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nightjar check-file}. */
@Command(
        name = "check-file",
        description =
                "Tells line by line why a campaign tool would refuse a file, or find nobody by it; any file, ours or"
                        + " not. Exits with 65 where the tool would refuse the file or a row, or could match nobody.",
        mixinStandardHelpOptions = true)
final class CheckFileCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Parameters(paramLabel = "FILE", description = "A csv or Parquet file.")
    private Path file;

    @Option(
            names = "--tool",
            required = true,
            paramLabel = "TOOL",
            description = "As in delivery.tools: google-customer-match, meta, braze, …")
    private String tool;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "20",
            description = "Findings of one rule told one by one; the others are counted. Default: ${DEFAULT-VALUE}.")
    private int most;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        Dialects dialects = new Dialects(
                settings.identity().defaultCountry().orElse(""),
                settings.delivery().salesforceDateFormat());
        Path typed = UserPaths.resolved(file);
        FileReport report = new CampaignFile(
                        new Places(new Configuration()),
                        new org.apache.hadoop.fs.Path(typed.toAbsolutePath().toUri()))
                .check(dialects.named(tool), settings.delivery().sensitiveWords(), most);
        print(report);
        ExitCode code = report.isRefused() ? ExitCode.DATA_REJECTED : ExitCode.OK;
        System.out.println("Exit code " + code.number() + " (" + code.name() + ")");
        return code.number();
    }

    private void print(FileReport report) {
        report.findings()
                .forEach(finding -> System.out.printf(
                        "%-9s  %s (%s)%n",
                        finding.complaint().weight().name().toLowerCase(Locale.ROOT),
                        finding,
                        finding.complaint().rule()));
        report.counts().forEach((rule, count) -> {
            if (count > most) {
                System.out.printf("           … and %,d more (%s)%n", count - most, rule);
            }
        });
        System.out.printf(
                Locale.ROOT,
                "%nFor %s: %,d rows, %,d of them can be matched (%.1f %%)%n",
                tool,
                report.rows(),
                report.matchable(),
                percent(report.matchable(), report.rows()));
        report.coverage()
                .forEach((way, rows) -> System.out.printf(
                        Locale.ROOT, "  by %-45s %,10d  %5.1f %%%n", way, rows, percent(rows, report.rows())));
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }
}

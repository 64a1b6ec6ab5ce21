package io.nightjar.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar evaluate value}: orders and spend to come, against the past rate. */
@Command(
        name = "value",
        description =
                "Learns up to the cutoff how often each customer orders and what they spend, and judges on the days"
                        + " after it; against the past rate.",
        mixinStandardHelpOptions = true)
final class EvaluateValue implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--cutoff",
            paramLabel = "YYYY-MM-DD",
            description = "The last day that may be known. Default: so that the horizon ends with the newest order.")
    private LocalDate cutoff;

    @Option(
            names = "--horizon-days",
            defaultValue = "90",
            paramLabel = "N",
            description = "Days after the cutoff. Default: 90.")
    private int horizonDays;

    @Option(
            names = "--unit",
            defaultValue = "day",
            paramLabel = "UNIT",
            description = "In which parameters are told: ${COMPLETION-CANDIDATES}. Default: day.")
    private TimeUnit unit;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the model card there as well.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        Map<String, String> overrides = Map.of(
                "value.horizon-days",
                String.valueOf(horizonDays),
                "value.unit-days",
                unit == TimeUnit.week ? "7" : "1");
        return new CardEvaluation(options, overrides).run("value", cutoff, horizonDays, json);
    }

    /** As written on the command line. */
    enum TimeUnit {
        day,
        week
    }
}

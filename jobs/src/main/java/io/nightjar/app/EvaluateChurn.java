package io.nightjar.app;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar evaluate churn}: who leaves, against the best rule of inactivity. */
@Command(
        name = "churn",
        description =
                "Learns before the cutoff, and judges at it, who buys nothing in the horizon after it; against the"
                        + " inactivity rule.",
        mixinStandardHelpOptions = true)
final class EvaluateChurn implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--cutoff",
            paramLabel = "YYYY-MM-DD",
            description = "The last day that may be known. Default: so that the horizon ends with the newest order.")
    private LocalDate cutoff;

    @Option(
            names = "--horizon-days",
            defaultValue = "60",
            paramLabel = "N",
            description = "Days after the cutoff. Default: 60.")
    private int horizonDays;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the model card there as well.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        return new CardEvaluation(options, Map.of("churn.horizon-days", String.valueOf(horizonDays)))
                .run("churn", cutoff, horizonDays, json);
    }
}

package io.nightjar.app;

import java.io.IOException;
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
    private CardEvaluation evaluation;

    @Option(
            names = "--horizon-days",
            defaultValue = "60",
            paramLabel = "N",
            description = "Days after the cutoff. Default: 60.")
    private int horizonDays;

    @Override
    public Integer call() throws IOException {
        return evaluation.run("churn", horizonDays, Map.of("churn.horizon-days", String.valueOf(horizonDays)));
    }
}

package io.nightjar.app;

import java.io.IOException;
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
    private CardEvaluation evaluation;

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

    @Override
    public Integer call() throws IOException {
        Map<String, String> overrides = Map.of(
                "value.horizon-days",
                String.valueOf(horizonDays),
                "value.unit-days",
                unit == TimeUnit.week ? "7" : "1");
        return evaluation.run("value", horizonDays, overrides);
    }

    /** As written on the command line. */
    enum TimeUnit {
        day,
        week
    }
}

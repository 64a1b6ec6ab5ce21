package io.nightjar.app;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar evaluate clocks}: when what is bought again, against the median gap. */
@Command(
        name = "clocks",
        description = "Learns up to the cutoff when each person buys each product again, and judges on what was bought"
                + " again in the days after it; against the product's median gap.",
        mixinStandardHelpOptions = true)
final class EvaluateClocks implements Callable<Integer> {
    @Mixin
    private CardEvaluation evaluation;

    @Option(
            names = "--horizon-days",
            defaultValue = "90",
            paramLabel = "N",
            description = "Days after the cutoff. Default: 90.")
    private int horizonDays;

    @Override
    public Integer call() throws IOException {
        return evaluation.run(
                "product-clocks", horizonDays, Map.of("product-clocks.horizon-days", String.valueOf(horizonDays)));
    }
}

package io.nightjar.app;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nightjar evaluate intent}: who buys within 1, 7 and 30 days, against simple rules. */
@Command(
        name = "intent",
        description =
                "Learns before the last weeks, and judges on them, who buys within 1, 7 and 30 days; against simple"
                        + " rules.",
        mixinStandardHelpOptions = true)
final class EvaluateIntent implements Callable<Integer> {
    @Mixin
    private CardEvaluation evaluation;

    @Override
    public Integer call() throws IOException {
        return evaluation.run("intent", 0, Map.of());
    }
}

package io.nightjar.app;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nightjar evaluate carts}: which carts are bought, against the plain rule "left a cart". */
@Command(
        name = "carts",
        description = "Learns from older carts, and judges on newer ones, which are bought; with the list of a plain"
                + " \"left a cart\" rule beside ours.",
        mixinStandardHelpOptions = true)
final class EvaluateCarts implements Callable<Integer> {
    @Mixin
    private CardEvaluation evaluation;

    @Override
    public Integer call() throws IOException {
        return evaluation.run("carts", 0, Map.of());
    }
}

package io.nightjar.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nightjar evaluate}: the production code on data given by the caller. */
@Command(
        name = "evaluate",
        description = "Measures a model on any shop's data, beside the simple rules it has to beat.",
        mixinStandardHelpOptions = true,
        subcommands = {
            EvaluateNextBestProduct.class,
            EvaluateAudience.class,
            EvaluateChurn.class,
            EvaluateIntent.class,
            EvaluateCarts.class,
            EvaluateValue.class,
            EvaluateClocks.class,
            EvaluateIdentityCommand.class,
            EvaluatePropensity.class,
            EvaluateUplift.class,
            EvaluateSentiment.class
        })
final class EvaluateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to evaluate: " + String.join(", ", spec.subcommands().keySet()));
    }
}

package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.job.ModelCard;
import io.nightjar.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nightjar evaluate}: the production code on data given by the caller. */
@Command(
        name = "evaluate",
        description = "Measures a model on any shop's data, beside the simple rules it has to beat.",
        mixinStandardHelpOptions = true,
        subcommands = EvaluateNextBestProduct.class)
final class EvaluateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the model card there as well.")
    private Path json;

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Say what to evaluate: churn or next-best-product");
    }

    @Command(
            name = "churn",
            description = "Learns one horizon before the cutoff, and judges at it, who buys nothing in the horizon"
                    + " after it; against the inactivity rule.",
            mixinStandardHelpOptions = true)
    int churn(
            @Option(names = "--cutoff", required = true, paramLabel = "YYYY-MM-DD") LocalDate cutoff,
            @Option(names = "--horizon-days", defaultValue = "60", paramLabel = "N") int horizonDays)
            throws IOException {
        return measure(
                "churn", cutoff.plusDays(horizonDays), Map.of("churn.horizon-days", String.valueOf(horizonDays)));
    }

    private int measure(String model, LocalDate asOf, Map<String, String> overrides) throws IOException {
        Settings settings = options.settings(overrides);
        Home home = new Home(settings);
        try (Sessions sessions = new Sessions(settings, home)) {
            ModelCard card = new Night(settings, home, asOf, new Console(System.out), sessions).card(model);
            table(card).forEach(System.out::println);
            if (json != null) {
                Files.write(UserPaths.resolved(json), Json.bytes(card));
            }
        }
        return ExitCode.OK.number();
    }

    private static List<String> table(ModelCard card) {
        Set<String> measures = new TreeSet<>();
        card.metrics().values().forEach(values -> measures.addAll(values.keySet()));
        List<String> lines = new ArrayList<>();
        lines.add("");
        lines.add(card.question());
        card.periods().forEach((what, when) -> lines.add("  " + what + ": " + when));
        StringBuilder header = new StringBuilder(String.format("%-20s", ""));
        measures.forEach(measure -> header.append(String.format("%28s", measure)));
        lines.add(header.toString());
        card.metrics().forEach((candidate, values) -> {
            StringBuilder line = new StringBuilder(String.format("%-20s", candidate));
            measures.forEach(measure -> line.append(
                    values.get(measure) == null
                            ? String.format("%28s", "-")
                            : String.format(Locale.ROOT, "%28.4f", values.get(measure))));
            lines.add(line.toString());
        });
        lines.add("Grade " + card.grade() + ": " + card.decision());
        return lines;
    }
}

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
        subcommands = {
            EvaluateIdentityCommand.class,
            EvaluateNextBestProduct.class,
            EvaluatePropensity.class,
            EvaluateUplift.class
        })
final class EvaluateCommand implements Runnable {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the model card there as well.")
    private Path json;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "Say what to evaluate: " + String.join(", ", spec.subcommands().keySet()));
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

    @Command(
            name = "value",
            description = "Learns up to the cutoff how often each customer orders and what they spend, and judges on"
                    + " the days after it; against the past rate.",
            mixinStandardHelpOptions = true)
    int value(
            @Option(names = "--cutoff", required = true, paramLabel = "YYYY-MM-DD") LocalDate cutoff,
            @Option(names = "--horizon-days", defaultValue = "90", paramLabel = "N") int horizonDays,
            @Option(
                            names = "--unit",
                            defaultValue = "day",
                            paramLabel = "UNIT",
                            description = "In which parameters are told: ${COMPLETION-CANDIDATES}.")
                    TimeUnit unit)
            throws IOException {
        return measure(
                "value",
                cutoff.plusDays(horizonDays),
                Map.of(
                        "value.horizon-days",
                        String.valueOf(horizonDays),
                        "value.unit-days",
                        unit == TimeUnit.week ? "7" : "1"));
    }

    @Command(
            name = "clocks",
            description = "Learns up to the cutoff when each person buys each product again, and judges on what was"
                    + " bought again in the days after it; against the product's median gap.",
            mixinStandardHelpOptions = true)
    int clocks(
            @Option(names = "--cutoff", required = true, paramLabel = "YYYY-MM-DD") LocalDate cutoff,
            @Option(names = "--horizon-days", defaultValue = "90", paramLabel = "N") int horizonDays)
            throws IOException {
        return measure(
                "product-clocks",
                cutoff.plusDays(horizonDays),
                Map.of("product-clocks.horizon-days", String.valueOf(horizonDays)));
    }

    /** As written on the command line. */
    enum TimeUnit {
        day,
        week
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
        StringBuilder header = new StringBuilder(String.format("%-34s", ""));
        measures.forEach(measure -> header.append(String.format("%28s", measure)));
        lines.add(header.toString());
        card.metrics().forEach((candidate, values) -> {
            StringBuilder line = new StringBuilder(String.format("%-34s", candidate));
            measures.forEach(measure -> line.append(
                    values.get(measure) == null
                            ? String.format("%28s", "-")
                            : String.format(Locale.ROOT, "%28.4f", values.get(measure))));
            lines.add(line.toString());
        });
        card.settings().forEach((what, how) -> lines.add("  " + what + ": " + how));
        lines.add("Grade " + card.grade() + ": " + card.decision());
        return lines;
    }
}

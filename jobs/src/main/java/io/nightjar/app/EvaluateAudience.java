package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.job.Inputs;
import io.nightjar.learn.rank.Audience;
import io.nightjar.model.AudienceStudy;
import io.nightjar.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nightjar evaluate audience}: how many people catch how many of the next buyers of a product or category. */
@Command(
        name = "audience",
        description = "How large an audience for a product or a category has to be: how many people, likeliest first,"
                + " catch 50, 70 and 90 %% of those who bought it in the days after the cutoff.",
        mixinStandardHelpOptions = true)
final class EvaluateAudience implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--product", paramLabel = "P", description = "Id of the product.")
    private String product;

    @Option(names = "--category", paramLabel = "C", description = "Category, or the beginning of its path.")
    private String category;

    @Option(
            names = "--cutoff",
            paramLabel = "YYYY-MM-DD",
            required = true,
            description = "The last day that may be known.")
    private LocalDate cutoff;

    @Option(
            names = "--holdout-days",
            defaultValue = "28",
            paramLabel = "N",
            description = "Days after the cutoff. Default: 28.")
    private int holdoutDays;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the same there as well.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        if ((product == null) == (category == null)) {
            throw new ParameterException(spec.commandLine(), "Say either --product P or --category C");
        }
        Settings settings = options.settings(Map.of("next-best-product.holdout-days", String.valueOf(holdoutDays)));
        LocalDate asOf = cutoff.plusDays(holdoutDays);
        Home home = new Home(settings);
        try (Sessions sessions = new Sessions(settings, home)) {
            Audience.Advice advice = new Night(settings, home, asOf, new Console(System.out), sessions)
                    .before("next-best-product", in -> advice(in, asOf, settings));
            print(advice);
            if (json != null) {
                Files.write(UserPaths.resolved(json), Json.bytes(advice));
            }
        }
        return ExitCode.OK.number();
    }

    private Audience.Advice advice(Inputs in, LocalDate asOf, Settings settings) {
        AudienceStudy study = new AudienceStudy(in, asOf, settings.nextBestProduct(), settings.seed());
        return product == null ? study.ofCategory(category) : study.ofProduct(product);
    }

    private void print(Audience.Advice advice) {
        String what = product == null ? category : product;
        System.out.printf(
                "%n%,d of %,d customers bought %s in the %d days after %s.%n",
                advice.buyers(), advice.people(), what, holdoutDays, cutoff);
        if (!advice.sizes().containsKey(Audience.OURS)) {
            System.out.printf(
                    "Only %d bought it in the %d days before: too few to learn from.%n",
                    advice.examples(), holdoutDays);
        }
        if (advice.sizes().isEmpty()) {
            return;
        }
        System.out.printf("%-34s", "people needed to catch");
        Audience.SHARES.forEach(share -> System.out.printf(" %20s", share + " % of buyers"));
        System.out.println();
        advice.sizes().forEach((method, sizes) -> {
            System.out.printf("%-34s", method);
            sizes.values()
                    .forEach(size -> System.out.printf(
                            " %20s",
                            String.format(Locale.ROOT, "%,d (%.1f %%)", size, 100.0 * size / advice.people())));
            System.out.println();
        });
    }
}

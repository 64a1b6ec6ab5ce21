package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.job.Inputs;
import io.nightjar.learn.rank.RankingReport;
import io.nightjar.model.NextBestProductStudy;
import io.nightjar.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code nightjar evaluate next-best-product}: the production model beside every baseline, on any shop's purchases. */
@Command(
        name = "next-best-product",
        description = "Learns from everything before, and judges on each customer's last basket or on what was bought"
                + " in the days after a cutoff; every method and rule on the same customers.",
        mixinStandardHelpOptions = true)
final class EvaluateNextBestProduct implements Callable<Integer> {
    private static final String LAST_BASKET = "last-basket";

    @Spec
    private CommandSpec spec;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--holdout", paramLabel = LAST_BASKET, description = "Judge on each customer's last basket.")
    private String holdout;

    @Option(names = "--cutoff", paramLabel = "YYYY-MM-DD", description = "Judge on what was bought after this day.")
    private LocalDate cutoff;

    @Option(
            names = "--holdout-days",
            defaultValue = "28",
            paramLabel = "N",
            description = "Days after the cutoff. Default: 28.")
    private int holdoutDays;

    @Option(names = "--k", defaultValue = "10", paramLabel = "K", description = "Length of the lists. Default: 10.")
    private int k;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the same measures there as well.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        if ((holdout == null) == (cutoff == null) || (holdout != null && !holdout.equals(LAST_BASKET))) {
            throw new ParameterException(spec.commandLine(), "Say either --holdout last-basket or --cutoff YYYY-MM-DD");
        }
        Settings settings = options.settings(Map.of(
                "next-best-product.holdout-days", String.valueOf(holdoutDays),
                "next-best-product.k", String.valueOf(k)));
        LocalDate asOf = cutoff == null ? options.dateOrYesterday(null, settings) : cutoff.plusDays(holdoutDays);
        Home home = new Home(settings);
        try (Sessions sessions = new Sessions(settings, home)) {
            Map<String, RankingReport> reports = new Night(settings, home, asOf, new Console(System.out), sessions)
                    .before("next-best-product", in -> reports(in, asOf, settings));
            RankingTable.of(reports, k).forEach(System.out::println);
            if (json != null) {
                Files.write(UserPaths.resolved(json), Json.bytes(reports));
            }
        }
        return ExitCode.OK.number();
    }

    private Map<String, RankingReport> reports(Inputs in, LocalDate asOf, Settings settings) {
        NextBestProductStudy study = cutoff == null
                ? NextBestProductStudy.ofLastBaskets(in, asOf, settings.nextBestProduct(), settings.seed())
                : NextBestProductStudy.ofLastDays(in, asOf, settings.nextBestProduct(), settings.seed());
        System.out.println("\nnightjar: " + study.lesson());
        return study.trialWithMllib(sentence -> System.out.println("nightjar: " + sentence));
    }
}

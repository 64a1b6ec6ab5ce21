package io.nightjar.app;

import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.to_date;

import io.nightjar.config.ConfigException;
import io.nightjar.config.Settings;
import io.nightjar.job.Inputs;
import io.nightjar.job.ModelCard;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.Purchases;
import io.nightjar.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Has a night's model learn and be judged around a cutoff, and prints its card: what such commands have in common. */
final class CardEvaluation {
    private static final int WEEKEND = 3;

    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--cutoff",
            paramLabel = "YYYY-MM-DD",
            description = "The last day that may be known. Default: so that the horizon ends with the newest order.")
    private LocalDate cutoff;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the model card there as well.")
    private Path json;

    /** @param overrides settings that the command makes of its own options */
    int run(String model, int horizonDays, Map<String, String> overrides) throws IOException {
        Settings settings = options.settings(overrides);
        Home home = new Home(settings);
        try (Sessions sessions = new Sessions(settings, home)) {
            LocalDate end = cutoff == null ? null : cutoff.plusDays(horizonDays);
            LocalDate newest = newestOrder(settings, home, sessions, end);
            LocalDate asOf = end == null ? newest : end;
            missing(newest, asOf, horizonDays).ifPresent(System.out::println);
            ModelCard card = new Night(settings, home, asOf, new Console(System.out), sessions).card(model);
            table(card).forEach(System.out::println);
            if (json != null) {
                Files.write(UserPaths.resolved(json), Json.bytes(card));
            }
        }
        return ExitCode.OK.number();
    }

    private LocalDate newestOrder(Settings settings, Home home, Sessions sessions, LocalDate date) {
        return new Night(settings, home, options.dateOrYesterday(date, settings), new Console(System.out), sessions)
                .before("find-duplicates-purchases", CardEvaluation::newestOrder);
    }

    /** What makes the judged period look poorer than it was; nothing where the orders reach its end, but for a weekend. */
    static Optional<String> missing(LocalDate newest, LocalDate asOf, int horizonDays) {
        long days = newest.until(asOf, ChronoUnit.DAYS);
        return days <= WEEKEND
                ? Optional.empty()
                : Optional.of(
                        "The newest order is of " + newest + ", " + days + " days before the judged period ends: its"
                                + " last days count as days on which nobody bought. With --cutoff "
                                + newest.minusDays(horizonDays) + " or earlier there are orders to its end.");
    }

    private static LocalDate newestOrder(Inputs in) {
        Row newest = in.read(Purchases.SOURCE.parsed())
                .where(Provenance.REASON.col().isNull())
                .agg(max(to_date(Purchases.ORDERED_AT.col())))
                .head();
        if (newest.isNullAt(0)) {
            throw new ConfigException("There is no order to judge a model on: see sources.purchases.feeds");
        }
        return newest.getDate(0).toLocalDate();
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

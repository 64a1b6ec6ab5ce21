package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.identity.match.IdentityEvaluation;
import io.nightjar.identity.match.IdentityReport;
import io.nightjar.identity.match.PersonRecords;
import io.nightjar.job.Inputs;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar evaluate identity}: who is who, as the night finds it, against the truth. */
@Command(
        name = "identity",
        description = "Matches the records of sources.customers and sources.loyalty_members, and compares with a file"
                + " that says who is who.",
        mixinStandardHelpOptions = true)
final class EvaluateIdentityCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(
            names = "--truth",
            required = true,
            paramLabel = "FILE",
            description = "CSV with source (customers or loyalty_members), source_key and person.")
    private Path truth;

    @Option(names = "--date", paramLabel = "YYYY-MM-DD", description = "As-of date. Default: yesterday.")
    private LocalDate date;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there as well.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        Settings settings = options.settings(Map.of("identity.match.enabled", "true"));
        Map<String, String> persons = IdentityTruth.persons(UserPaths.resolved(truth));
        Home home = new Home(settings);
        try (Sessions sessions = new Sessions(settings, home)) {
            LocalDate asOf = options.dateOrYesterday(date, settings);
            Night night = new Night(settings, home, asOf, new Console(System.out), sessions);
            IdentityReport report = night.before("compare-identities", in -> {
                PersonRecords.refuseSharedKeys(in);
                return new IdentityEvaluation(PersonRecords.read(in, settings.identity(), asOf), persons)
                        .judge(settings.identity().match(), settings.seed(), linked(in));
            });
            table(report).forEach(System.out::println);
            if (json != null) {
                Files.write(UserPaths.resolved(json), Json.bytes(report));
            }
        }
        return ExitCode.OK.number();
    }

    /** The persons of the night: keys and matches together, and kept apart what contradicts itself. */
    private static Map<String, String> linked(Inputs in) {
        Map<String, String> linked = new HashMap<>();
        Object[] sources = PersonRecords.SOURCES.toArray();
        in.read(IdentityLinks.TABLE)
                .where(IdentityLinks.SOURCE.col().isin(sources))
                .select(IdentityLinks.SOURCE.col(), IdentityLinks.SOURCE_KEY.col(), IdentityLinks.CUSTOMER_ID.col())
                .collectAsList()
                .forEach(row ->
                        linked.put(IdentityEvaluation.name(row.getString(0), row.getString(1)), row.getString(2)));
        return linked;
    }

    private static List<String> table(IdentityReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%n%,d records; truth names %,d records, %,d found: %,d persons, %,d pairs of one person",
                report.records(),
                report.named(),
                report.judged(),
                report.persons(),
                report.truePairs()));
        lines.add(String.format(
                Locale.ROOT,
                "%,d pairs compared, with %.4f of the true ones; %,d records in blocks that are too large; %.1f s",
                report.pairsCompared(),
                report.blockingRecall(),
                report.tooLarge(),
                report.seconds()));
        Set<String> measures = new TreeSet<>();
        report.methods().values().forEach(values -> measures.addAll(values.keySet()));
        StringBuilder header = new StringBuilder(String.format("%-18s", ""));
        measures.forEach(measure -> header.append(String.format("%19s", measure)));
        lines.add(header.toString());
        report.methods().forEach((method, values) -> {
            StringBuilder line = new StringBuilder(String.format("%-18s", method));
            measures.forEach(measure -> line.append(
                    values.get(measure) == null
                            ? String.format("%19s", "-")
                            : String.format(Locale.ROOT, "%19.4f", values.get(measure))));
            lines.add(line.toString());
        });
        return lines;
    }
}

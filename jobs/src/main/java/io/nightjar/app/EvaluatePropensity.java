package io.nightjar.app;

import io.nightjar.config.ConfigException;
import io.nightjar.config.Settings;
import io.nightjar.config.TrainerSettings;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.Interval;
import io.nightjar.learn.trainer.CrossFit;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Gates;
import io.nightjar.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar evaluate propensity}: the trainer on any labelled table, out of fold. */
@Command(
        name = "propensity",
        mixinStandardHelpOptions = true,
        description = "Learns a yes-or-no question on any labelled table and judges every row out of fold; against the"
                + " base rate and the best rule on a single column.")
final class EvaluatePropensity implements Callable<Integer> {
    private static final int DRAWS = 200;

    @Mixin
    private SettingsOptions options;

    @Option(names = "--table", required = true, paramLabel = "FILE", description = "CSV, JSON lines or Parquet.")
    private Path table;

    @Option(
            names = "--label",
            required = true,
            paramLabel = "EXPR",
            description = "SQL over the table's columns that is true where the answer is yes.")
    private String label;

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            description = "Says who a row is about; all rows of a person are in one fold. Default: a person a row.")
    private String id;

    @Option(
            names = "--ignore",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns that must not be looked at, separated by commas.")
    private List<String> ignored = new ArrayList<>();

    @Option(
            names = "--trust",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns that are known beforehand, however well they predict.")
    private List<String> trusted = new ArrayList<>();

    @Option(names = "--where", paramLabel = "EXPR", description = "SQL condition on the rows.")
    private String where;

    @Option(names = "--folds", defaultValue = "5", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int folds;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there as well.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        if (folds < 2 || folds > 100) {
            throw new ConfigException("--folds must be between 2 and 100 but is " + folds);
        }
        Settings settings = options.settings();
        LabelledTable read;
        try (Sessions sessions = new Sessions(settings, new Home(settings))) {
            read = LabelledTable.read(
                    sessions.get(),
                    UserPaths.resolved(table).toString(),
                    Map.of("label", label),
                    where,
                    id,
                    ignored,
                    settings.trainer().maxRows(),
                    settings.seed());
        }
        Report report = measure(read, settings.trainer(), settings.seed());
        report.lines().forEach(System.out::println);
        if (json != null) {
            Files.write(UserPaths.resolved(json), Json.bytes(report));
        }
        return ExitCode.OK.number();
    }

    /**
     * What was measured, for people and for the record.
     *
     * @param rows judged
     * @param positives among them
     * @param notes what was chosen and left out
     * @param metrics every measure, by candidate
     * @param low ends of 95 % intervals, by candidate and measure
     * @param high ends, the same
     */
    record Report(
            long rows,
            long positives,
            List<String> notes,
            Map<String, Map<String, Double>> metrics,
            Map<String, Map<String, Double>> low,
            Map<String, Map<String, Double>> high) {
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add(rows + " rows, " + positives + " yes, each judged out of fold; 95 % intervals by bootstrap");
            metrics.forEach((candidate, values) -> {
                lines.add(candidate);
                values.forEach((measure, value) -> lines.add(String.format(
                        Locale.ROOT,
                        "  %-26s %8.4f  [%.4f, %.4f]",
                        measure,
                        value,
                        low.get(candidate).get(measure),
                        high.get(candidate).get(measure))));
            });
            lines.addAll(notes);
            return lines;
        }
    }

    private Report measure(LabelledTable read, TrainerSettings trainer, long seed) {
        boolean[] labels = read.answers("label");
        Gates.tooLittle(labels, Math.max(trainer.minPositives(), folds)).ifPresent(why -> {
            throw new ConfigException("Nothing can be learned from " + table + ": " + why);
        });
        List<String> notes = new ArrayList<>(read.notes());
        List<String> leaks = new ArrayList<>(Gates.leaks(read.frame(), labels, trainer.leakAuc()));
        leaks.removeIf(trusted::contains);
        leaks.forEach(name -> notes.add("Left out: " + name + " alone tells the answer (area under the ROC curve "
                + trainer.leakAuc() + " or more), as only the future can. If it is known beforehand: --trust " + name));
        Frame frame = read.frame().without(leaks);
        if (frame.columns().isEmpty()) {
            throw new ConfigException("Nothing can be learned from " + table + ": no column is left to look at");
        }
        CrossFit fit = new CrossFit(frame, labels, folds, trainer, seed);
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        Map<String, Map<String, Double>> low = new LinkedHashMap<>();
        Map<String, Map<String, Double>> high = new LinkedHashMap<>();
        fit.metrics().forEach((candidate, measured) -> {
            metrics.put(candidate, measured.all());
            Map<String, Interval> intervals = measured.intervals(DRAWS, seed);
            low.put(candidate, ends(intervals, Interval::low));
            high.put(candidate, ends(intervals, Interval::high));
        });
        notes.addAll(fit.notes());
        BinaryMetrics shipped = fit.metrics().get(CrossFit.SHIPPED);
        return new Report(shipped.size(), shipped.positives(), notes, metrics, low, high);
    }

    private static Map<String, Double> ends(
            Map<String, Interval> intervals, java.util.function.ToDoubleFunction<Interval> end) {
        Map<String, Double> ends = new LinkedHashMap<>();
        intervals.forEach((measure, interval) -> ends.put(measure, end.applyAsDouble(interval)));
        return ends;
    }
}

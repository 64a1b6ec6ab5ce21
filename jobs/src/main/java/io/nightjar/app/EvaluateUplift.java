package io.nightjar.app;

import io.nightjar.config.ConfigException;
import io.nightjar.config.Settings;
import io.nightjar.learn.Interval;
import io.nightjar.learn.trainer.AfterTreatment;
import io.nightjar.learn.trainer.Frame;
import io.nightjar.learn.trainer.Gates;
import io.nightjar.learn.uplift.Experiment;
import io.nightjar.learn.uplift.UpliftGroups;
import io.nightjar.learn.uplift.UpliftTrial;
import io.nightjar.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar evaluate uplift}: what a message changed, and for whom, on any experiment. */
@Command(
        name = "uplift",
        mixinStandardHelpOptions = true,
        description = "Learns from any experiment whom a treatment changes, judges every row out of fold, each learner"
                + " and the shipped mean, and says for which groups the answer is known.")
final class EvaluateUplift implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(names = "--table", required = true, paramLabel = "FILE", description = "CSV, JSON lines or Parquet.")
    private Path table;

    @Option(
            names = "--treatment",
            required = true,
            paramLabel = "EXPR",
            description = "SQL over the table's columns: true for the treated, false for control, null for neither.")
    private String treatment;

    @Option(
            names = "--outcome",
            required = true,
            paramLabel = "EXPR",
            description = "SQL that is true where the wanted outcome came about.")
    private String outcome;

    @Option(
            names = "--id",
            paramLabel = "COLUMN",
            description = "Says who a row is about; all rows of a person are in one fold. Default: a person a row.")
    private String id;

    @Option(
            names = "--ignore",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns that must not be looked at, such as what came after the treatment.")
    private List<String> ignored = new ArrayList<>();

    @Option(
            names = "--trust",
            split = ",",
            paramLabel = "COLUMN",
            description = "Columns that were known before the treatment, whatever they look like.")
    private List<String> trusted = new ArrayList<>();

    @Option(names = "--where", paramLabel = "EXPR", description = "SQL condition on the rows.")
    private String where;

    @Option(names = "--folds", defaultValue = "5", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int folds;

    @Option(
            names = "--no-effect-within",
            defaultValue = "0.02",
            paramLabel = "X",
            description = "A difference of less than this either way, and of less than a fifth of the untreated's share"
                    + " with the outcome, does not matter. Default: ${DEFAULT-VALUE}.")
    private double noEffectWithin;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there as well.")
    private Path json;

    @Override
    public Integer call() throws IOException {
        if (folds < 2 || folds > 100) {
            throw new ConfigException("--folds must be between 2 and 100 but is " + folds);
        }
        Settings settings = options.settings();
        Map<String, String> questions = new LinkedHashMap<>();
        questions.put("treatment", treatment);
        questions.put("outcome", outcome);
        LabelledTable read;
        try (Sessions sessions = new Sessions(settings, new Home(settings))) {
            read = LabelledTable.read(
                    sessions.get(),
                    UserPaths.resolved(table).toString(),
                    questions,
                    where,
                    id,
                    ignored,
                    settings.trainer().maxRows(),
                    settings.seed());
        }
        Report report = measure(read, settings);
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
     * @param treated among them
     * @param average difference over everybody, with the ends of its interval
     * @param metrics every measure, by learner
     * @param intervals of the same, low and high end
     * @param groups answers, with people and measured differences
     * @param people by answer
     * @param notes what was chosen and left out
     */
    record Report(
            long rows,
            long treated,
            List<Double> average,
            Map<String, Map<String, Double>> metrics,
            Map<String, Map<String, List<Double>>> intervals,
            List<UpliftGroups.Group> groups,
            Map<String, Integer> people,
            List<String> notes) {
        List<String> lines() {
            List<String> lines = new ArrayList<>();
            lines.add(rows + " rows, " + treated + " treated, each judged out of fold; 95 % intervals by bootstrap");
            lines.add(String.format(
                    Locale.ROOT,
                    "Average difference (ATE) %+.4f [%.4f, %.4f]",
                    average.get(0),
                    average.get(1),
                    average.get(2)));
            lines.add("Qini = (area under q - straight line) / (area under the perfect q - straight line),"
                    + " q(k) = yT - yC nT / nC among the first k");
            lines.add(String.format("%-30s", "") + String.join("", heads()));
            metrics.forEach((learner, values) -> {
                StringBuilder line = new StringBuilder(String.format("%-30s", learner));
                values.forEach((name, value) -> {
                    List<Double> ends = intervals.get(learner).get(name);
                    line.append(String.format(
                            Locale.ROOT,
                            "%26s",
                            String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", value, ends.get(0), ends.get(1))));
                });
                lines.add(line.toString());
            });
            lines.add("Groups, by falling predicted difference:");
            groups.forEach(group -> lines.add(String.format(
                    Locale.ROOT,
                    "  %-16s %8d people, difference %+.4f [%.4f, %.4f]",
                    group.label(),
                    group.effect().people(),
                    group.effect().mean(),
                    group.effect().interval().low(),
                    group.effect().interval().high())));
            lines.add("Answers: " + people);
            lines.addAll(notes);
            return lines;
        }

        private List<String> heads() {
            return metrics.values().iterator().next().keySet().stream()
                    .map(name -> String.format("%26s", name))
                    .toList();
        }
    }

    private Report measure(LabelledTable read, Settings settings) {
        boolean[] treated = read.answers("treatment");
        boolean[] outcomes = read.answers("outcome");
        int least = settings.trainer().minPositives();
        Gates.tooLittle(treated, least).ifPresent(why -> {
            throw new ConfigException("The treatment changes nothing that could be seen: " + why);
        });
        Gates.tooLittle(outcomes, least).ifPresent(why -> {
            throw new ConfigException("Nothing can be learned about the outcome: " + why);
        });
        List<String> notes = new ArrayList<>(read.notes());
        Frame frame =
                knownBefore(read.frame(), treated, outcomes, settings.trainer().leakAuc(), notes);
        if (frame.columns().isEmpty()) {
            throw new ConfigException("Nothing can be learned from " + table + ": no column is left to look at");
        }
        Experiment experiment = new Experiment(treated, outcomes);
        UpliftTrial trial = new UpliftTrial(frame, experiment, folds, settings.seed());
        Map<String, Map<String, Double>> metrics = new LinkedHashMap<>();
        Map<String, Map<String, List<Double>>> intervals = new LinkedHashMap<>();
        trial.metrics().forEach((learner, measured) -> {
            metrics.put(learner, measured.all());
            Map<String, List<Double>> ends = new LinkedHashMap<>();
            trial.intervals(learner).forEach((name, interval) -> ends.put(name, pair(interval)));
            intervals.put(learner, ends);
        });
        UpliftGroups groups = trial.groups(noEffectWithin);
        Map<String, Integer> people = new TreeMap<>();
        groups.labels().forEach(label -> people.merge(label, 1, Integer::sum));
        UpliftGroups.Effect average = trial.average();
        List<Double> difference = new ArrayList<>(List.of(average.mean()));
        difference.addAll(pair(average.interval()));
        notes.addAll(trial.notes());
        long reached = 0;
        for (boolean one : treated) {
            reached += one ? 1 : 0;
        }
        return new Report(treated.length, reached, difference, metrics, intervals, groups.groups(), people, notes);
    }

    /** Without the columns that follow from the outcome, or from the treatment, which is said. */
    private Frame knownBefore(Frame all, boolean[] treated, boolean[] outcomes, double leakAuc, List<String> notes) {
        Map<String, String> after = new LinkedHashMap<>();
        Gates.consequences(all, outcomes)
                .forEach(name -> after.putIfAbsent(name, " never comes without the outcome, so it follows from it"));
        Gates.leaks(all, outcomes, leakAuc)
                .forEach(name -> after.putIfAbsent(name, " alone tells the outcome, so it follows from it"));
        AfterTreatment.ofOneArm(all, treated)
                .forEach(
                        name -> after.putIfAbsent(
                                name,
                                " has a value that only the treated have, or only the others, so it follows from the treatment"));
        AfterTreatment.beforeOutcome(all, outcomes)
                .forEach(name -> after.putIfAbsent(
                        name, " has a value that nobody has the outcome with, so it is a step on the way to it"));
        after.keySet().removeAll(trusted);
        after.forEach((name, why) ->
                notes.add("Left out: " + name + why + ". If it was known before the treatment: --trust " + name));
        return all.without(List.copyOf(after.keySet()));
    }

    private static List<Double> pair(Interval interval) {
        return List.of(interval.low(), interval.high());
    }
}

package io.nightjar.app;

import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.nightjar.config.ConfigException;
import io.nightjar.config.Settings;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.learn.tone.Tone;
import io.nightjar.store.Json;
import io.nightjar.store.feed.AnyTable;
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
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar evaluate sentiment}: how well the word lists tell good texts from bad ones, on any labelled table. */
@Command(
        name = "sentiment",
        mixinStandardHelpOptions = true,
        description =
                "Reads the tone of texts on which somebody has said whether they are good, and counts how often it"
                        + " is right, by language; against always saying what most are.")
final class EvaluateSentiment implements Callable<Integer> {
    private static final String ALL = "all";

    @Mixin
    private SettingsOptions options;

    @Option(names = "--table", required = true, paramLabel = "FILE", description = "CSV, JSON lines or Parquet.")
    private Path table;

    @Option(names = "--text", required = true, paramLabel = "EXPR", description = "SQL that gives the text.")
    private String text;

    @Option(
            names = "--label",
            required = true,
            paramLabel = "EXPR",
            description = "SQL that is true where the text is good, as stars >= 4, and null where it is neither.")
    private String label;

    @Option(names = "--where", defaultValue = "true", paramLabel = "EXPR", description = "SQL condition on the rows.")
    private String where;

    @Option(
            names = "--language",
            paramLabel = "EXPR",
            description = "SQL that gives the language the text is really in. Default: what its words say.")
    private String language;

    @Option(names = "--json", paramLabel = "FILE", description = "Writes the figures there as well.")
    private Path json;

    /** A text's tone, and what it should be. */
    private record Judged(Tone tone, boolean isGood) {}

    @Override
    public Integer call() throws IOException {
        Settings settings = options.settings();
        List<Row> rows;
        try (Sessions sessions = new Sessions(settings, new Home(settings))) {
            AnyTable all =
                    AnyTable.read(sessions.get(), UserPaths.resolved(table).toString());
            all.notes().forEach(System.out::println);
            rows = read(LabelledTable.withNumbers(all.rows(), null));
        }
        if (rows.isEmpty()) {
            throw new ConfigException("No row of " + table + " has a text and a label: look at --label " + label);
        }
        Map<String, List<Judged>> groups = new TreeMap<>();
        int told = 0;
        for (Row row : rows) {
            Judged judged = new Judged(Tone.of(row.getString(0)), row.getBoolean(1));
            String own =
                    judged.tone().language() == null ? "unknown" : judged.tone().language();
            String group = language == null ? own : String.valueOf(row.getString(2));
            told += group.equals(own) ? 1 : 0;
            groups.computeIfAbsent(group, none -> new ArrayList<>()).add(judged);
            groups.computeIfAbsent(ALL, none -> new ArrayList<>()).add(judged);
        }
        Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
        groups.forEach((group, judged) -> figures.put(group, figures(judged)));
        figures.forEach((group, values) -> {
            System.out.println(group.equals(ALL) ? "all texts" : group);
            values.forEach((name, value) -> System.out.printf(Locale.ROOT, "  %-30s %10.4f%n", name, value));
        });
        if (language != null) {
            System.out.printf(Locale.ROOT, "language told right            %13.4f%n", told / (double) rows.size());
        }
        if (json != null) {
            Files.write(UserPaths.resolved(json), Json.bytes(figures));
        }
        return ExitCode.OK.number();
    }

    private List<Row> read(Dataset<Row> all) {
        Column spoken = language == null ? lit(null).cast("string") : expr("cast((" + language + ") as string)");
        try {
            return all.where(where)
                    .select(
                            expr("cast((" + text + ") as string)").as("said"),
                            expr("try_cast((" + label + ") as boolean)").as("good"),
                            spoken.as("spoken"))
                    .where("said is not null and good is not null")
                    .collectAsList();
        } catch (Exception e) {
            if (e instanceof AnalysisException) {
                throw new ConfigException("Cannot use --text, --label, --where or --language on " + table + ": "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
            throw e;
        }
    }

    private static Map<String, Double> figures(List<Judged> judged) {
        double[] scores = judged.stream().mapToDouble(one -> one.tone().value()).toArray();
        boolean[] labels = new boolean[scores.length];
        int right = 0;
        int rightGood = 0;
        int good = 0;
        int silent = 0;
        for (int i = 0; i < labels.length; i++) {
            labels[i] = judged.get(i).isGood();
            boolean isRight = labels[i] ? scores[i] > 0 : scores[i] < 0;
            right += isRight ? 1 : 0;
            rightGood += isRight && labels[i] ? 1 : 0;
            good += labels[i] ? 1 : 0;
            silent += scores[i] == 0 ? 1 : 0;
        }
        int bad = labels.length - good;
        Map<String, Double> all = new LinkedHashMap<>();
        all.put("texts", (double) labels.length);
        all.put("good", (double) good);
        all.put("accuracy, silence is wrong", right / (double) labels.length);
        all.put("accuracy where words tell", right / (double) Math.max(1, labels.length - silent));
        all.put("accuracy of the majority", Math.max(good, bad) / (double) labels.length);
        if (good > 0 && bad > 0) {
            all.put("balanced accuracy", (rightGood / (double) good + (right - rightGood) / (double) bad) / 2);
            all.put(BinaryMetrics.AUC, new BinaryMetrics(scores, labels).auc());
        }
        all.put("no word tells", silent / (double) labels.length);
        return all;
    }
}

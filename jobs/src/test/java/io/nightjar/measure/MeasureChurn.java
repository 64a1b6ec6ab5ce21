package io.nightjar.measure;

import io.nightjar.job.ModelCard;
import io.nightjar.learn.BinaryMetrics;
import io.nightjar.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate churn} by time, on the sample shop and on Online Retail, against the fitted inactivity rule. */
@Command(
        name = "churn",
        mixinStandardHelpOptions = true,
        description = "Who leaves, learned before a date and judged after it: the model, each learner and the rule.")
final class MeasureChurn implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:NIGHTJAR_DATA:-../shared/data}",
            description = "Folder that has online-retail/. Default: NIGHTJAR_DATA.")
    private Path data;

    @Override
    public Integer call() throws IOException {
        Bench bench = new Bench();
        Lines lines = new Lines("shop, who ranks", "AUC", "lift in the top decile", "calibration error", "grade");
        add(lines, bench, "sample", "local", Map.of());
        Path folder = ShopConf.root().resolve(data).normalize();
        if (Files.exists(folder.resolve("online-retail/online_retail.csv.gz"))) {
            add(lines, bench, "online-retail", "online-retail", Map.of("NIGHTJAR_DATA", folder.toString()));
        } else {
            System.out.println("Skipped: there is no " + folder.resolve("online-retail")
                    + ". Say with --data or NIGHTJAR_DATA where it is.");
        }
        lines.print();
        return 0;
    }

    private static void add(Lines lines, Bench bench, String shop, String conf, Map<String, String> environment)
            throws IOException {
        Path card = bench.scratch().resolve(shop + ".json");
        List<String> arguments = List.of(
                "evaluate",
                "churn",
                "-c",
                ShopConf.root().resolve("conf/" + conf + ".conf").toString(),
                "--json",
                card.toString());
        Bench.done(bench.script("nightjar", environment, Bench.with(bench.home(shop), arguments)));
        ModelCard read = Json.parse(Files.readAllBytes(card), ModelCard.class, card.toString());
        read.periods().forEach((what, when) -> System.out.println(shop + ", " + what + ": " + when));
        read.metrics()
                .forEach((who, measured) -> lines.add(
                        shop + ", " + who,
                        figure(measured.get(BinaryMetrics.AUC)),
                        figure(measured.get("lift in the top decile")),
                        figure(measured.get("calibration error")),
                        who.equals("blend") ? read.grade() : ""));
    }

    private static String figure(Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}

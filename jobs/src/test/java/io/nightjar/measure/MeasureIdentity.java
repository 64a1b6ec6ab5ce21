package io.nightjar.measure;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.nightjar.identity.match.IdentityEvaluation;
import io.nightjar.identity.match.IdentityReport;
import io.nightjar.store.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Who is who on public data whose truth is known, with the defaults: {@code evaluate identity} on each. */
@Command(
        name = "identity",
        mixinStandardHelpOptions = true,
        description = "Pair F1 of matching on febrl 1, 2, 3 and fake_1000, with and without the national id.")
final class MeasureIdentity implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            defaultValue = "${env:NIGHTJAR_DATA:-../shared/data}",
            description = "Folder that has febrl-dedupe/ and fake-1000/. Default: NIGHTJAR_DATA.")
    private Path data;

    private final Bench bench = new Bench();

    @Override
    public Integer call() throws IOException {
        Path folder = ShopConf.root().resolve(data).normalize();
        if (!Files.isDirectory(folder.resolve("febrl-dedupe")) || !Files.isDirectory(folder.resolve("fake-1000"))) {
            System.out.println("Skipped: there is no febrl-dedupe/ and fake-1000/ in " + folder
                    + ". Say with --data or NIGHTJAR_DATA where they are.");
            return 0;
        }
        Lines lines = new Lines(
                "set",
                "records",
                "true pairs",
                "compared",
                "with",
                "exact rules",
                "best",
                "default",
                "clustered",
                "and guarded",
                "precision",
                "recall",
                "guarded precision",
                "guarded recall",
                "persons found",
                "s");
        for (String set : List.of("dataset1", "dataset2", "dataset3")) {
            Path truth = truth(set, folder.resolve("febrl-dedupe/" + set + ".csv"), 0, row -> person(row.getField(0)));
            add(lines, set, febrl(folder, set, truth, List.of()));
            add(
                    lines,
                    set + " without id",
                    febrl(folder, set, truth, List.of("-D", "identity.match.without=[national-id]")));
        }
        Path truth = truth("fake", folder.resolve("fake-1000/fake_1000.csv"), 0, row -> row.getField(6));
        add(
                lines,
                "fake_1000",
                evaluate("fake", "conf/fake-1000.conf", Map.of("NIGHTJAR_DATA", folder.toString()), truth, List.of()));
        lines.print();
        return 0;
    }

    private IdentityReport febrl(Path folder, String set, Path truth, List<String> more) throws IOException {
        return evaluate(
                set + more.size(),
                "conf/febrl.conf",
                Map.of("NIGHTJAR_DATA", folder.toString(), "FEBRL", set),
                truth,
                more);
    }

    private IdentityReport evaluate(
            String name, String conf, Map<String, String> environment, Path truth, List<String> more)
            throws IOException {
        Path json = bench.scratch().resolve(name + ".json");
        List<String> command = new ArrayList<>(Child.java("1g", System.getProperty("java.class.path"), List.of()));
        command.addAll(List.of(
                "io.nightjar.app.Main",
                "evaluate",
                "identity",
                "--conf",
                ShopConf.root().resolve(conf).toString(),
                "--truth",
                truth.toString(),
                "--json",
                json.toString(),
                "-D",
                "home=" + bench.home(name)));
        command.addAll(more);
        Bench.done(Child.start(
                command, environment, ShopConf.root(), bench.scratch().resolve(name + ".out")));
        return Json.parse(Files.readAllBytes(json), IdentityReport.class, name);
    }

    private interface Person {
        String of(CsvRecord row);
    }

    /** source, source_key, person from what the set itself says. */
    private Path truth(String name, Path file, int key, Person person) throws IOException {
        List<String> lines = new ArrayList<>(List.of("source,source_key,person"));
        try (CsvReader<CsvRecord> rows = CsvReader.builder().ofCsvRecord(file)) {
            rows.stream()
                    .skip(1)
                    .forEach(row -> lines.add("customers," + row.getField(key).strip() + "," + person.of(row)));
        }
        return Files.write(bench.scratch().resolve(name + "-truth.csv"), lines);
    }

    /** {@code rec-N-org} and {@code rec-N-dup-K} are person N. */
    private static String person(String record) {
        return record.strip().split("-")[1];
    }

    private static void add(Lines lines, String name, IdentityReport report) {
        Map<String, Double> clustered = report.methods().get(IdentityEvaluation.CLUSTERED);
        Map<String, Double> night = report.methods().get(IdentityEvaluation.NIGHT);
        lines.add(
                name,
                report.records(),
                report.truePairs(),
                report.pairsCompared(),
                share(report.blockingRecall()),
                f1(report, IdentityEvaluation.EXACT),
                f1(report, IdentityEvaluation.BEST),
                f1(report, IdentityEvaluation.DEFAULT),
                f1(report, IdentityEvaluation.CLUSTERED),
                f1(report, IdentityEvaluation.NIGHT),
                share(clustered.get("pair precision")),
                share(clustered.get("pair recall")),
                share(night.get("pair precision")),
                share(night.get("pair recall")),
                share(clustered.get("cluster F1")),
                report.seconds());
    }

    private static String f1(IdentityReport report, String method) {
        return share(report.methods().get(method).get(IdentityEvaluation.F1));
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}

package io.nightjar.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate value} on CDNOW, sample and all customers, as in the literature, and on Online Retail. */
@Command(
        name = "value",
        mixinStandardHelpOptions = true,
        description = "Customer value on CDNOW (39 weeks after 39 weeks) and Online Retail (180 and 90 days).")
final class MeasureValue implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:NIGHTJAR_DATA:-../shared/data}",
            description = "Folder that has cdnow/ and online-retail/. Default: NIGHTJAR_DATA.")
    private Path data;

    @Override
    public Integer call() throws IOException {
        Path folder = ShopConf.root().resolve(data).normalize();
        if (!Files.exists(folder.resolve("cdnow"))) {
            System.out.println("Skipped: there is no " + folder.resolve("cdnow")
                    + ". Say with --data or NIGHTJAR_DATA where it is.");
            return 0;
        }
        Bench bench = new Bench();
        for (String name : List.of("CDNOW_sample", "CDNOW_master")) {
            Path csv = bench.scratch().resolve(name + ".csv");
            Files.write(csv, csv(Files.readAllLines(folder.resolve("cdnow").resolve(name + ".txt"))));
            evaluate(bench, "cdnow", Map.of("CDNOW_CSV", csv.toString()), name, "1997-09-30", 273, "week");
        }
        Map<String, String> retail = Map.of("NIGHTJAR_DATA", folder.toString());
        evaluate(bench, "online-retail", retail, "online-retail-180", "2011-06-12", 180, "day");
        evaluate(bench, "online-retail", retail, "online-retail-90", "2011-09-10", 90, "day");
        return 0;
    }

    private static void evaluate(
            Bench bench,
            String conf,
            Map<String, String> environment,
            String name,
            String cutoff,
            int horizonDays,
            String unit) {
        List<String> arguments = List.of(
                "evaluate",
                "value",
                "-c",
                ShopConf.root().resolve("conf/" + conf + ".conf").toString(),
                "-D",
                "home=" + bench.home(name),
                "--cutoff",
                cutoff,
                "--horizon-days",
                String.valueOf(horizonDays),
                "--unit",
                unit);
        System.out.println(name);
        System.out.println(
                Bench.done(bench.script("nightjar", environment, arguments)).output());
    }

    /** One line a purchase; of the two customer numbers in the sample the second is its own. */
    static List<String> csv(List<String> lines) {
        List<String> rows = new ArrayList<>(List.of("line,customer,date,cds,dollars"));
        for (String line : lines) {
            String[] values = line.strip().split("\\s+");
            int last = values.length - 1;
            if (values[last].matches("[0-9.]+")) {
                rows.add(String.join(
                        ",",
                        String.valueOf(rows.size()),
                        values[last - 3],
                        values[last - 2],
                        values[last - 1],
                        values[last]));
            }
        }
        return rows;
    }
}

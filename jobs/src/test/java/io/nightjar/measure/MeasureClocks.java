package io.nightjar.measure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code evaluate clocks} on Online Retail: due dates against the product's median gap, on two later periods. */
@Command(
        name = "clocks",
        mixinStandardHelpOptions = true,
        description = "Due dates on Online Retail, 90 and 180 days, against the median gap.")
final class MeasureClocks implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:NIGHTJAR_DATA:-../shared/data}",
            description = "Folder that has online-retail/. Default: NIGHTJAR_DATA.")
    private Path data;

    @Override
    public Integer call() {
        Path folder = ShopConf.root().resolve(data).normalize();
        if (!Files.exists(folder.resolve("online-retail"))) {
            System.out.println("Skipped: there is no " + folder.resolve("online-retail")
                    + ". Say with --data or NIGHTJAR_DATA where it is.");
            return 0;
        }
        Bench bench = new Bench();
        Map<String, String> cutoffs = Map.of("90", "2011-09-10", "180", "2011-06-12");
        for (String days : List.of("90", "180")) {
            System.out.println("online-retail, " + days + " days after " + cutoffs.get(days));
            System.out.println(Bench.done(bench.script(
                            "nightjar",
                            Map.of("NIGHTJAR_DATA", folder.toString()),
                            List.of(
                                    "evaluate",
                                    "clocks",
                                    "-c",
                                    ShopConf.root()
                                            .resolve("conf/online-retail.conf")
                                            .toString(),
                                    "-D",
                                    "home=" + bench.home("clocks"),
                                    "--cutoff",
                                    cutoffs.get(days),
                                    "--horizon-days",
                                    days)))
                    .output());
        }
        return 0;
    }
}

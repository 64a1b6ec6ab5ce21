package io.nightjar.measure;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The trainer on public labelled tables, by the command that users have. */
@Command(
        name = "propensity",
        mixinStandardHelpOptions = true,
        description = "evaluate propensity on the Telco churn and Online Shoppers Intention data, 5 folds.")
final class MeasurePropensity implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:NIGHTJAR_DATA:-../shared/data}",
            description = "Folder with the data sets. Default: NIGHTJAR_DATA.")
    private Path data;

    @Override
    public Integer call() {
        table("telco-churn/WA_Fn-UseC_-Telco-Customer-Churn.csv", "--label", "Churn = 'Yes'", "--id", "customerID");
        String shoppers = "online-shoppers-intention/online_shoppers_intention.csv";
        table(shoppers, "--label", "Revenue");
        // An average value of pages seen in buying sessions: it leaks the answer to a degree.
        table(shoppers, "--label", "Revenue", "--ignore", "PageValues");
        return 0;
    }

    private void table(String name, String... options) {
        run(data, "propensity", name, options);
    }

    /** One evaluation of a table below the data folder, printed as it is. */
    static void run(Path data, String what, String name, String... options) {
        Path file = ShopConf.root().resolve(data).normalize().resolve(name);
        if (!Files.exists(file)) {
            System.out.println("Skipped: there is no " + file + ". Say with --data or NIGHTJAR_DATA where it is.");
            return;
        }
        Bench bench = new Bench();
        List<String> arguments = new ArrayList<>(List.of("evaluate", what, "--table", file.toString()));
        arguments.addAll(List.of(options));
        System.out.println(name + " " + String.join(" ", options));
        Child.Cost cost = Bench.done(bench.script("nightjar", Map.of(), Bench.with(bench.home("home"), arguments)));
        System.out.println(cost.output());
    }
}

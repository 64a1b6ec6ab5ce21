package io.nightjar.measure;

import io.nightjar.store.Manifest;
import io.nightjar.store.RunFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A whole night on a real shop's year, every line accounted for. */
@Command(name = "online-retail", mixinStandardHelpOptions = true, description = "A night on the Online Retail data.")
final class MeasureOnlineRetail implements Callable<Integer> {
    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${env:NIGHTJAR_DATA:-../shared/data}",
            description = "Folder that has online-retail/. Default: NIGHTJAR_DATA.")
    private Path data;

    @Override
    public Integer call() {
        Path file = ShopConf.root().resolve(data).normalize().resolve("online-retail/online_retail.csv.gz");
        if (!Files.exists(file)) {
            System.out.println("Skipped: there is no " + file + ". Say with --data or NIGHTJAR_DATA where it is.");
            return 0;
        }
        Bench bench = new Bench();
        String home = bench.home("home");
        Child.Cost cost = Bench.done(bench.script(
                "nightjar",
                Map.of("NIGHTJAR_DATA", file.getParent().getParent().toString()),
                Bench.with(
                        home,
                        List.of(
                                "run",
                                "-c",
                                ShopConf.root()
                                        .resolve("conf/online-retail.conf")
                                        .toString(),
                                "--date",
                                "2011-12-09"))));
        Manifest manifest = new RunFolder(Bench.places(), new org.apache.hadoop.fs.Path(home, "work"))
                .latest(Bench.live(home))
                .orElseThrow();
        long read = sum(manifest, Manifest.Input::rowsRead);
        long kept = sum(manifest, Manifest.Input::rowsKept);
        long refused = sum(manifest, Manifest.Input::rowsQuarantined);
        long copies = sum(manifest, Manifest.Input::rowsDuplicate);
        long repeated = sum(manifest, Manifest.Input::rowsRepeatedKey);
        long suppressed = sum(manifest, Manifest.Input::rowsSuppressed);
        Lines lines = new Lines("read", "kept", "refused", "copies", "keys again", "suppressed", "left over");
        lines.add(
                read,
                kept,
                refused,
                copies,
                repeated,
                suppressed,
                read - kept - refused - copies - repeated - suppressed);
        lines.print();
        Lines costs = new Lines("night", "wall s", "cpu s", "peak MB", "content");
        MeasureNight.add(costs, "online-retail", cost, Bench.content(home));
        costs.print();
        return 0;
    }

    private static long sum(Manifest manifest, ToLongFunction<Manifest.Input> count) {
        return manifest.inputs().stream().mapToLong(count).sum();
    }
}

package io.nightjar.measure;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The sample night by spark-submit on a standalone Master with two one-core Workers, also when one of them dies. */
@Command(name = "cluster", mixinStandardHelpOptions = true, description = "The sample night on two Spark Workers.")
final class MeasureCluster implements Callable<Integer> {
    @Option(names = "--kill-at", paramLabel = "STEP", defaultValue = "20", description = "Default: 20.")
    private int killAt;

    @Option(names = "--executor-memory", defaultValue = "1500m", description = "Default: 1500m.")
    private String memory;

    @Override
    public Integer call() throws IOException {
        Bench bench = new Bench();
        Lines lines = new Lines("night (cpu and memory: driver only)", "wall s", "cpu s", "peak MB", "content", "");
        add(lines, bench, "local", Bench.done(bench.night(bench.home("local"))));
        try (StandaloneCluster cluster = cluster(bench)) {
            add(lines, bench, "cluster", Bench.done(submit(bench, cluster, "cluster")));
            Child night = submit(bench, cluster, "one-worker-killed");
            if (!night.awaitOutput(String.format(Locale.ROOT, "[%2d/", killAt), Bench.PATIENCE)) {
                throw new IllegalStateException("The night has no step " + killAt + ":\n" + night.output());
            }
            cluster.killOneWorker();
            add(lines, bench, "one-worker-killed", Bench.done(night));
        }
        lines.print();
        return 0;
    }

    private static StandaloneCluster cluster(Bench bench) throws IOException {
        return StandaloneCluster.start(bench.scratch(), ShopConf.root().resolve("jobs/target/spark"), 2, "2g");
    }

    private Child submit(Bench bench, StandaloneCluster cluster, String name) {
        List<String> arguments = List.of(
                "--master",
                cluster.url(),
                "--conf",
                "spark.executor.memory=" + memory,
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--",
                "run",
                "-c",
                ShopConf.root().resolve("conf/local.conf").toString(),
                "--date",
                "2026-06-30");
        return bench.script("submit", Map.of("SPARK_HOME", ""), Bench.with(bench.home(name), arguments));
    }

    private static void add(Lines lines, Bench bench, String name, Child.Cost cost) {
        String home = bench.home(name);
        lines.add(
                name,
                cost.seconds(),
                cost.cpuSeconds(),
                cost.peakMegabytes(),
                Bench.content(home),
                Bench.differences(home, bench.home("local")));
    }
}

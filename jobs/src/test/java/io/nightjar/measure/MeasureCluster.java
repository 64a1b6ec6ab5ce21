package io.nightjar.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The sample night by spark-submit on a standalone Master with two one-core Workers, also when one of them dies. */
@Command(name = "cluster", mixinStandardHelpOptions = true, description = "The sample night on two Spark Workers.")
final class MeasureCluster implements Callable<Integer> {
    @Mixin
    private Bench bench;

    @Option(names = "--kill-at", paramLabel = "STEP", defaultValue = "20", description = "Default: 20.")
    private int killAt;

    @Option(names = "--executor-memory", defaultValue = "1500m", description = "Default: 1500m.")
    private String memory;

    @Override
    public Integer call() throws IOException {
        Lines lines = new Lines("night (cpu and memory: driver only)", "wall s", "cpu s", "peak MB", "content", "");
        add(lines, "local", Bench.done(bench.night(bench.home("local"))));
        try (StandaloneCluster cluster = cluster()) {
            add(lines, "cluster", Bench.done(submit(cluster, "cluster")));
            Child night = submit(cluster, "one-worker-killed");
            if (!night.awaitOutput(String.format(Locale.ROOT, "[%2d/", killAt), Bench.PATIENCE)) {
                throw new IllegalStateException("The night has no step " + killAt + ":\n" + night.output());
            }
            cluster.killOneWorker();
            add(lines, "one-worker-killed", Bench.done(night));
        }
        lines.print();
        return 0;
    }

    private StandaloneCluster cluster() throws IOException {
        return StandaloneCluster.start(bench.scratch(), ShopConf.root().resolve("jobs/target/spark"), 2, "2g");
    }

    private Child submit(StandaloneCluster cluster, String name) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--master",
                cluster.url(),
                "--conf",
                "spark.executor.memory=" + memory,
                "--conf",
                "spark.driver.host=127.0.0.1",
                "--"));
        arguments.addAll(bench.run(Bench.DATE));
        return bench.script("submit", Map.of("SPARK_HOME", ""), Bench.with(bench.home(name), arguments));
    }

    private void add(Lines lines, String name, Child.Cost cost) {
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

package io.nightjar.measure;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Whether the number of cores changes anything but the time. */
@Command(name = "cores", mixinStandardHelpOptions = true, description = "The sample night on 1, 2 and 4 threads.")
final class MeasureCores implements Callable<Integer> {
    @Mixin
    private Bench bench;

    @Option(names = "--threads", split = ",", defaultValue = "1,2,4", description = "Default: 1,2,4.")
    private List<Integer> threads;

    @Override
    public Integer call() throws IOException {
        Lines lines = new Lines("master", "wall s", "cpu s", "peak MB", "content", "against the first");
        for (int count : threads) {
            String home = bench.home("local-" + count);
            Child.Cost cost = Bench.done(bench.night(
                    home,
                    Bench.DATE,
                    Map.of("NIGHTJAR_JAVA_OPTIONS", "-Dspark.master=local[" + count + "]"),
                    List.of()));
            lines.add(
                    "local[" + count + "]",
                    cost.seconds(),
                    cost.cpuSeconds(),
                    cost.peakMegabytes(),
                    Bench.content(home),
                    Bench.differences(home, bench.home("local-" + threads.get(0))));
        }
        lines.print();
        return 0;
    }
}

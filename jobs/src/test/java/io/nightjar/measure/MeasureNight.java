package io.nightjar.measure;

import java.io.IOException;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What the sample night costs, what it costs again, and what it costs after it was killed half-way. */
@Command(name = "night", mixinStandardHelpOptions = true, description = "The sample night, again, and resumed.")
final class MeasureNight implements Callable<Integer> {
    @Mixin
    private Bench bench;

    @Option(
            names = "--kill-at",
            paramLabel = "STEP",
            defaultValue = "30",
            description = "The night to be resumed is killed when this step begins. Default: 30.")
    private int killAt;

    @Override
    public Integer call() throws IOException {
        Lines lines = new Lines("night", "wall s", "cpu s", "peak MB", "content");
        String home = bench.home("home");
        add(lines, "first", Bench.done(bench.night(home)), Bench.content(home));
        Child.Cost again = Bench.done(bench.night(home));
        add(lines, "again: " + again.output().strip().lines().findFirst().orElse(""), again, Bench.content(home));
        String other = bench.home("killed");
        Child killed = bench.night(other);
        boolean came = killed.awaitOutput(String.format(Locale.ROOT, "[%2d/", killAt), Bench.PATIENCE);
        killed.close();
        if (!came) {
            throw new IllegalStateException("The night has no step " + killAt + ":\n" + killed.output());
        }
        add(lines, "resumed after kill -9 at step " + killAt, Bench.done(bench.night(other)), Bench.content(other));
        lines.print();
        System.out.println("tables and lists of the resumed night: " + Bench.differences(home, other));
        return 0;
    }

    static void add(Lines lines, String what, Child.Cost cost, String content) {
        String shown = what.length() > 60 ? what.substring(0, 60) + "…" : what;
        lines.add(shown, cost.seconds(), cost.cpuSeconds(), cost.peakMegabytes(), content);
    }
}

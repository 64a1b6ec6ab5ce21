package io.nightjar.app;

import io.nightjar.store.Manifest;
import io.nightjar.store.RunFolder;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar status}. */
@Command(
        name = "status",
        description = "Lists the last nights and which of them readers see.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(names = "--last", defaultValue = "14", paramLabel = "N", description = "How many nights. Default: 14.")
    private int last;

    @Override
    public Integer call() {
        Home home = new Home(options.settings());
        List<Manifest> runs = home.runs().all();
        String live = home.runs().live().map(RunFolder.Live::runId).orElse("");
        if (runs.isEmpty()) {
            System.out.println("No night has run in " + home.root() + " yet.");
        } else {
            System.out.printf("%-10s  %-20s  %-10s  %4s  %s%n", "night", "run", "state", "exit", "outcome");
        }
        for (Manifest run : runs.subList(Math.max(0, runs.size() - last), runs.size())) {
            System.out.printf(
                    "%-10s  %-20s  %-10s  %4d  %s%s%n",
                    run.logicalDate(),
                    run.runId(),
                    RunState.of(home, run).word(),
                    RunState.of(home, run).code().number(),
                    run.outcome().lines().findFirst().orElse(""),
                    run.runId().equals(live) ? "  <- live" : "");
        }
        return ExitCode.OK.number();
    }
}

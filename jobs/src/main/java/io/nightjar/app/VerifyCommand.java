package io.nightjar.app;

import io.nightjar.publish.ReadyFile;
import io.nightjar.store.Fingerprint;
import io.nightjar.store.Json;
import io.nightjar.store.Manifest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.hadoop.fs.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nightjar verify}. */
@Command(
        name = "verify",
        description = "Says how the night of a date ended and exits with its true code, whatever spark-submit made of"
                + " it; reads every delivered file again and compares it with what was promised.",
        mixinStandardHelpOptions = true)
final class VerifyCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Option(names = "--date", required = true, paramLabel = "YYYY-MM-DD", description = "The night's date.")
    private LocalDate date;

    @Override
    public Integer call() {
        Home home = new Home(options.settings());
        Optional<Manifest> run = home.runs().all().stream()
                .filter(manifest -> manifest.logicalDate().equals(date.toString()))
                .reduce((earlier, later) -> later);
        if (run.isEmpty()) {
            System.out.println("No night of " + date + " has run in " + home.root());
            return ExitCode.INPUT_MISSING.number();
        }
        RunState state = RunState.of(home, run.get());
        System.out.println(
                run.get().runId() + " " + state.word() + ": " + run.get().outcome());
        List<String> damages = damages(home, run.get());
        damages.forEach(System.out::println);
        ExitCode code = damages.isEmpty() ? state.code() : ExitCode.INTERNAL;
        System.out.println("Exit code " + code.number() + " (" + code.name() + ")");
        return code.number();
    }

    private static List<String> damages(Home home, Manifest run) {
        Path folder = new Path(home.lists(), run.runId());
        Path ready = new Path(folder, "_READY.json");
        List<String> damages = new ArrayList<>();
        home.places()
                .read(ready)
                .map(bytes -> Json.parse(bytes, ReadyFile.class, ready.toString()))
                .ifPresent(promised -> {
                    for (ReadyFile.Entry file : promised.files()) {
                        Path path = new Path(folder, file.name());
                        try (var in = home.places().fileSystem(path).open(path)) {
                            if (!new Fingerprint().addStream(in).hex().equals(file.sha256())) {
                                damages.add(path + " is not the file that was delivered: its content has changed");
                            }
                        } catch (IOException e) {
                            damages.add(path + " cannot be read any more");
                        }
                    }
                });
        return damages;
    }
}

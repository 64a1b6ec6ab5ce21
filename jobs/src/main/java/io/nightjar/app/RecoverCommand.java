package io.nightjar.app;

import io.nightjar.config.Settings;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code nightjar recover}. */
@Command(
        name = "recover",
        description = "Finishes a publication that was interrupted, without running a night.",
        mixinStandardHelpOptions = true)
final class RecoverCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options;

    @Override
    public Integer call() {
        Settings settings = options.settings();
        Home home = new Home(settings);
        try (Sessions sessions = new Sessions(settings, home)) {
            return new Night(settings, home, LocalDate.EPOCH, new Console(System.out), sessions)
                    .recover()
                    .number();
        }
    }
}

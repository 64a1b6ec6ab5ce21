package io.nightjar.app;

import io.nightjar.config.Settings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.schema.Sources;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Where the configuration is: options that most commands share. */
final class SettingsOptions {
    @Option(
            names = {"-c", "--conf"},
            paramLabel = "FILE",
            description =
                    "Configuration file; may be given several times, later ones win." + " Default: conf/local.conf.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "-D",
            paramLabel = "KEY=VALUE",
            mapFallbackValue = "",
            description = "One setting, over all files: -Dhome=/data/nightjar.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    Settings settings() {
        return settings(Map.of());
    }

    /** With settings that the command itself makes, over all others. */
    Settings settings(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(overrides);
        all.putAll(more);
        List<Path> read = files.isEmpty()
                ? List.of(Path.of("conf/local.conf"))
                : files.stream().map(UserPaths::resolved).toList();
        return new SettingsLoader(Sources.canonicalColumns()).load(read, System.getenv(), all);
    }

    /** The date asked for, else the last whole day in the settings' time zone. */
    LocalDate dateOrYesterday(LocalDate date, Settings settings) {
        return date != null ? date : LocalDate.now(settings.timeZone()).minusDays(1);
    }
}

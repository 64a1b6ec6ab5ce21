package io.nightjar.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the folder of trigger files: one {@code name.conf} a trigger. */
public final class TriggerFiles {
    private static final String MANUAL = "trigger-reference.conf";

    private TriggerFiles() {}

    /**
     * Every trigger of the folder, by name; none where the settings name no folder and there is none beside the
     * segments' folder.
     *
     * @throws ConfigException listing all mistakes of all files
     */
    public static List<TriggerDefinition> load(Settings settings) {
        Path usual = Path.of(settings.segments().directory()).resolveSibling("triggers");
        Path directory = settings.decide().triggerDirectory().map(Path::of).orElse(usual);
        if (settings.decide().triggerDirectory().isEmpty() && !Files.isDirectory(directory)) {
            return List.of();
        }
        return load(directory);
    }

    /** Every trigger of the folder, by name. */
    public static List<TriggerDefinition> load(Path directory) {
        return new DefinitionFiles<>(
                        TriggerDefinition.class,
                        MANUAL,
                        "decide.trigger-directory",
                        TriggerDefinition::name,
                        TriggerDefinition::origin)
                .load(directory);
    }

    /** What of the triggers can change results, one line each, for hashing. */
    public static String fingerprintText(List<TriggerDefinition> triggers) {
        return triggers.stream()
                .map(it ->
                        "trigger %s on=%s when=%s object=%s rank-by=%s purpose=%s channels=%s cool-down=%s expires=%s contact=%s description=%s"
                                .formatted(
                                        it.name(),
                                        it.on(),
                                        it.when(),
                                        it.object(),
                                        it.rankBy(),
                                        it.purpose(),
                                        it.channels(),
                                        it.coolDownDays(),
                                        it.expiresDays(),
                                        it.contact(),
                                        it.description()))
                .sorted()
                .collect(Collectors.joining("\n", "", "\n"));
    }
}

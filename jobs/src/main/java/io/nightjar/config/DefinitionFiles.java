package io.nightjar.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A folder of files that each define one thing by its name: {@code name.conf}.
 *
 * @param <R> has the components {@code name}, which is the file's name, and {@code origin}
 */
final class DefinitionFiles<R extends Record> {
    private static final String ENDING = ".conf";

    private final Class<R> type;
    private final ConfigObject manual;
    private final String setting;
    private final Function<R, String> name;
    private final Function<R, Origin> origin;

    /**
     * @param manual resource with the defaults
     * @param setting that names the folder
     */
    DefinitionFiles(
            Class<R> type, String manual, String setting, Function<R, String> name, Function<R, Origin> origin) {
        this.name = name;
        this.origin = origin;
        this.type = type;
        this.manual = HoconFiles.parseResource(manual).root();
        this.setting = setting;
    }

    /**
     * Everything that the folder defines, by name.
     *
     * @throws ConfigException listing all mistakes of all files
     */
    List<R> load(Path directory) {
        Findings findings = new Findings();
        List<R> all = new ArrayList<>();
        for (Path file : files(directory, findings)) {
            read(file, findings).ifPresent(all::add);
        }
        reportRepeatedNames(all, findings);
        if (!findings.isClean()) {
            throw findings.exception(directory + " cannot be used:");
        }
        return List.copyOf(all);
    }

    private List<Path> files(Path directory, Findings findings) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            findings.problem(Origin.UNKNOWN, setting, "must be a folder that can be read but is " + directory);
            return List.of();
        }
    }

    private Optional<R> read(Path file, Findings findings) {
        HoconFiles hocon = new HoconFiles(findings);
        Origin origin = new Origin(file.toString(), 0);
        try {
            Config written = hocon.parse(file).resolve();
            if (written.isEmpty()) {
                return Optional.empty();
            }
            Section section = new Section("", written.root().withFallback(manual), manual, origin);
            reportOtherName(file, section, findings);
            RecordReader records = new RecordReader(findings, new SecretReader(findings, Map.of()));
            return records.read(type, section, new HashMap<>(Map.of("origin", origin)), Set.of());
        } catch (com.typesafe.config.ConfigException e) {
            hocon.syntaxError(e, origin);
            return Optional.empty();
        }
    }

    private static void reportOtherName(Path file, Section section, Findings findings) {
        String fileName = file.getFileName().toString();
        String expected = fileName.substring(0, fileName.length() - ENDING.length());
        section.value("name")
                .filter(name -> !Values.isText(name) || !Values.asWritten(name).equals(expected))
                .ifPresent(name -> findings.problem(
                        section.originOf("name"),
                        "name",
                        "must be " + expected + " as the file is called but is " + Values.shown("name", name)));
    }

    private void reportRepeatedNames(List<R> all, Findings findings) {
        Map<String, Origin> seen = new HashMap<>();
        for (R one : all) {
            Origin other = seen.putIfAbsent(name.apply(one), origin.apply(one));
            if (other != null) {
                findings.problem(origin.apply(one), "name", "is " + name.apply(one) + ", as in " + other);
            }
        }
    }
}

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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads the folder of question files: one {@code name.conf} a yes-or-no question. */
public final class QuestionFiles {
    private static final String MANUAL = "question-reference.conf";
    private static final String ENDING = ".conf";

    private QuestionFiles() {}

    /**
     * Every question of the folder, by name.
     *
     * @throws ConfigException listing all mistakes of all files
     */
    public static List<QuestionDefinition> load(Path directory) {
        Findings findings = new Findings();
        ConfigObject manual = HoconFiles.parseResource(MANUAL).root();
        List<QuestionDefinition> questions = new ArrayList<>();
        for (Path file : files(directory, findings)) {
            question(file, manual, findings).ifPresent(questions::add);
        }
        if (!findings.isClean()) {
            throw findings.exception(directory + " cannot be used:");
        }
        return List.copyOf(questions);
    }

    /** What of the questions can change results, one line each, for hashing. */
    public static String fingerprintText(List<QuestionDefinition> questions) {
        return questions.stream()
                .map(QuestionDefinition::fingerprintText)
                .sorted()
                .collect(Collectors.joining());
    }

    private static List<Path> files(Path directory, Findings findings) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.filter(file -> file.getFileName().toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            findings.problem(
                    Origin.UNKNOWN, "questions.directory", "must be a folder that can be read but is " + directory);
            return List.of();
        }
    }

    private static Optional<QuestionDefinition> question(Path file, ConfigObject manual, Findings findings) {
        HoconFiles hocon = new HoconFiles(findings);
        Origin origin = new Origin(file.toString(), 0);
        try {
            Config written = hocon.parse(file).resolve();
            if (written.isEmpty()) {
                return Optional.empty();
            }
            Section section = new Section("", written.root().withFallback(manual), manual, origin);
            RecordReader records = new RecordReader(findings, new SecretReader(findings, Map.of()));
            Optional<QuestionDefinition> question =
                    records.read(QuestionDefinition.class, section, new HashMap<>(Map.of("origin", origin)), Set.of());
            question.filter(it -> !file.getFileName().toString().equals(it.name() + ENDING))
                    .ifPresent(it -> findings.problem(
                            section.originOf("name"),
                            "name",
                            "must be as the file is called, " + file.getFileName() + ", but is " + it.name()));
            return question;
        } catch (com.typesafe.config.ConfigException e) {
            hocon.syntaxError(e, origin);
            return Optional.empty();
        }
    }
}

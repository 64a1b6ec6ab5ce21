package io.nightjar.config;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Reads the folder of question files: one {@code name.conf} a yes-or-no question. */
public final class QuestionFiles {
    private static final String MANUAL = "question-reference.conf";

    private QuestionFiles() {}

    /**
     * Every question of the folder, by name.
     *
     * @throws ConfigException listing all mistakes of all files
     */
    public static List<QuestionDefinition> load(Path directory) {
        return new DefinitionFiles<>(
                        QuestionDefinition.class,
                        MANUAL,
                        "questions.directory",
                        QuestionDefinition::name,
                        QuestionDefinition::origin)
                .load(directory);
    }

    /** What of the questions can change results, one line each, for hashing. */
    public static String fingerprintText(List<QuestionDefinition> questions) {
        return questions.stream()
                .map(QuestionDefinition::fingerprintText)
                .sorted()
                .collect(Collectors.joining());
    }
}

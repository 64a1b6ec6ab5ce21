package io.nightjar.config;

import java.util.List;
import java.util.stream.Collectors;

/** The settings cannot be used as they are: fix the file. Its message lists every mistake found. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    /** One mistake, told in one sentence. */
    public ConfigException(String sentence) {
        super(sentence);
        this.problems = List.of(new Problem(Origin.UNKNOWN, "", sentence));
    }

    /** Several mistakes below one title. */
    public ConfigException(String title, List<Problem> problems) {
        super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n  ", title + "\n  ", "")));
        this.problems = List.copyOf(problems);
    }

    /** The mistakes one by one, in the order of files and lines. */
    public List<Problem> problems() {
        return problems;
    }
}

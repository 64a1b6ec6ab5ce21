package io.nightjar.config;

/**
 * Where the question files are.
 *
 * @param directory folder with one {@code name.conf} a question
 */
public record QuestionSettings(String directory) {
    public QuestionSettings {
        new Checks()
                .notBlank("directory", directory)
                .that(!directory.startsWith("~"), "directory", "must be written in full: ~ is not expanded here")
                .done();
    }
}

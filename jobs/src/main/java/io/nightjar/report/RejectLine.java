package io.nightjar.report;

/**
 * Rows of a feed that were refused for the same reason, with one of them as an example.
 *
 * @param reason one word, as {@code SHORT_ROW}
 * @param rows how many
 * @param exampleFile where one is; null if not known
 * @param exampleLine in that file; null where the format has no lines
 * @param exampleDetail what is wrong there and what to change, a sentence
 */
public record RejectLine(
        String source,
        String feed,
        String reason,
        long rows,
        String exampleFile,
        Long exampleLine,
        String exampleDetail) {
    /** The reason as words: {@code SHORT_ROW} is {@code short row}. */
    String words() {
        return Figures.words(reason);
    }
}

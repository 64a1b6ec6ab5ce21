package io.nightjar.config;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/**
 * The files handed to campaign tools.
 *
 * @param directory a folder below home, without {@code ..} and {@code ~}
 * @param tools whose dialects lists are written in, one or more
 * @param maxRowsPerFile a list longer than this is split, 1 or more
 * @param maxBytesPerFile a file is split before it grows beyond this many bytes, 1024 or more
 * @param onlyPlanned of a list that the contact plan knows only whom it contacts tonight, for tools that have the channel
 * @param minPeople a list with fewer people is delivered empty, 0 or more
 * @param minAdds fewer new people on a list wait until there are as many, 0 or more
 * @param salesforceDateFormat of dates in Salesforce imports, as its import is set up
 * @param sensitiveWords that no list may be called by; a word ending in * stands for all that begin with it
 */
public record DeliverySettings(
        String directory,
        List<String> tools,
        long maxRowsPerFile,
        long maxBytesPerFile,
        boolean onlyPlanned,
        long minPeople,
        long minAdds,
        String salesforceDateFormat,
        List<String> sensitiveWords) {
    public DeliverySettings {
        tools = List.copyOf(tools);
        sensitiveWords = List.copyOf(sensitiveWords);
        new Checks()
                .notBlank("directory", directory)
                .that(!tools.isEmpty(), "tools", "must name one tool or more, such as [plain]")
                .positive("max-rows-per-file", maxRowsPerFile)
                .between("max-bytes-per-file", 1024, 1_000_000_000_000L, maxBytesPerFile)
                .between("min-people", 0, 1_000_000_000L, minPeople)
                .between("min-adds", 0, 1_000_000_000L, minAdds)
                .that(
                        isDateForm(salesforceDateFormat),
                        "salesforce-date-format",
                        "must be a date form such as yyyy-MM-dd but is \"" + salesforceDateFormat + "\"")
                .that(
                        sensitiveWords.stream().allMatch(word -> word.matches("\\p{L}+\\*?")),
                        "sensitive-words",
                        "must be words of letters, each with a * at its end or without, but are " + sensitiveWords)
                .done();
    }

    private static boolean isDateForm(String text) {
        try {
            String day = DateTimeFormatter.ofPattern(text, Locale.ROOT).format(LocalDate.of(2026, 1, 31));
            return day.contains("26") && day.contains("31");
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }
}

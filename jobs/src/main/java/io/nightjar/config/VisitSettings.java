package io.nightjar.config;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * How clicks become visits, and what their addresses say.
 *
 * @param gapMinutes silence after which another visit begins, where the feed names none, 1 to 1440
 * @param supportPages pattern (Java) of the addresses of help pages
 * @param returnPages the same of pages on sending things back
 * @param researchPages the same of pages read before a purchase, such as reviews and terms of delivery
 */
public record VisitSettings(int gapMinutes, String supportPages, String returnPages, String researchPages) {
    public VisitSettings {
        new Checks()
                .between("gap-minutes", 1, 1440, gapMinutes)
                .that(isPattern(supportPages), "support-pages", unusable(supportPages))
                .that(isPattern(returnPages), "return-pages", unusable(returnPages))
                .that(isPattern(researchPages), "research-pages", unusable(researchPages))
                .done();
    }

    private static boolean isPattern(String text) {
        try {
            return !Pattern.compile(text).pattern().isBlank();
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static String unusable(String text) {
        return "must be a regular expression such as (help|contact) but is \"" + text + "\"";
    }
}

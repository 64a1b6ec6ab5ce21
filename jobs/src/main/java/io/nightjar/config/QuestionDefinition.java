package io.nightjar.config;

import java.util.regex.Pattern;

/**
 * A yes-or-no question about the near future of each person, as its file in {@code conf/models} says.
 *
 * @param name the file's name without {@code .conf}: {@code a-z}, digits and {@code -}, up to 63
 * @param description the question as a sentence, for the people who will use the answer
 * @param about whose rows the label is made of: {@code purchases}, {@code visits}, {@code messages}, {@code interactions}
 * @param label SQL aggregate over a person's rows in the horizon that is true where the answer is yes
 * @param eligible SQL condition over the features: who is asked about
 * @param horizonDays after the as-of date in which it happens, 1 to 3650
 * @param cutOffs earlier dates that are learned from, a horizon apart, 1 to 24
 * @param origin the file
 */
public record QuestionDefinition(
        String name,
        String description,
        About about,
        String label,
        String eligible,
        int horizonDays,
        int cutOffs,
        Origin origin) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,62}");

    /** Whose rows a label is made of. */
    public enum About {
        /** Order lines, returns included, with what the catalogue says of the product. */
        PURCHASES,
        /** What was done on the web and in the app. */
        VISITS,
        /** Messages that we sent. */
        MESSAGES,
        /** Contacts that the customer started. */
        INTERACTIONS
    }

    public QuestionDefinition {
        new Checks()
                .matches("name", NAME, name, "lower-case letters, digits and - starting with a letter")
                .notBlank("description", description)
                .notBlank("label", label)
                .notBlank("eligible", eligible)
                .between("horizon-days", 1, 3650, horizonDays)
                .between("cut-offs", 1, 24, cutOffs)
                .done();
    }

    /** What of it can change results, in one line, for hashing. */
    public String fingerprintText() {
        return "question %s about=%s label=%s eligible=%s horizon-days=%d cut-offs=%d description=%s\n"
                .formatted(name, about, label, eligible, horizonDays, cutOffs, description);
    }
}

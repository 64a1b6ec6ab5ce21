package io.nightjar.publish.dialect;

/**
 * One reason against a file, a row or a value. Its sentence never repeats the value: it may reach a person.
 *
 * @param weight what comes of it
 * @param rule short name of the rule that is broken, such as {@code hash-upper-case}
 * @param sentence what is wrong and what to change
 */
public record Complaint(Weight weight, String rule, String sentence) {
    /** What comes of a complaint. */
    public enum Weight {
        /** The tool takes neither the file nor the row. */
        REFUSED,
        /** The tool takes the row and finds nobody by it, or reads something else than was meant. */
        UNMATCHED,
        /** May go wrong, or ought not to be so. */
        RISKY
    }

    static Complaint refused(String rule, String sentence) {
        return new Complaint(Weight.REFUSED, rule, sentence);
    }

    static Complaint unmatched(String rule, String sentence) {
        return new Complaint(Weight.UNMATCHED, rule, sentence);
    }

    static Complaint risky(String rule, String sentence) {
        return new Complaint(Weight.RISKY, rule, sentence);
    }
}

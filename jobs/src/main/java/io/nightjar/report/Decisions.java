package io.nightjar.report;

import java.util.List;

/**
 * Who is contacted and who is not, and what became of earlier lists.
 *
 * @param contacts planned tonight, by list and channel
 * @param refusals of everybody else on a list, by reason
 * @param sizes advice for each list that contacts people
 * @param receipts of lists of earlier days
 * @param leftOut triggers and why they could not be made, a sentence each
 */
public record Decisions(
        List<Contacts> contacts,
        List<Refusals> refusals,
        List<Size> sizes,
        List<Receipt> receipts,
        List<String> leftOut) {
    /**
     * Planned contacts.
     *
     * @param value what they are expected to bring, cost taken off
     */
    public record Contacts(String list, String priority, String channel, long people, double value) {}

    /**
     * People on lists who are not contacted.
     *
     * @param reason in a few words
     */
    public record Refusals(String reason, long people) {}

    /**
     * Advice on one list.
     *
     * @param half the likeliest members who hold half of the orders that are expected
     * @param most the same for 90 %
     * @param paying members for whom a contact pays; null where the list contacts nobody
     * @param payingValue what they bring, cost taken off
     * @param note on its control group; empty if there is nothing to say
     */
    public record Size(
            String list,
            long members,
            long heldOut,
            double expected,
            long half,
            long seventy,
            long most,
            Long paying,
            Double payingValue,
            String note) {}

    /**
     * One list of an earlier day.
     *
     * @param rate share of members who ordered since
     * @param simple the best of the simple lists of the same size
     * @param random of any list of the same size
     * @param lift null where nobody was held out
     */
    public record Receipt(
            String list,
            int daysAgo,
            String origin,
            long members,
            double rate,
            Double simple,
            Double random,
            Double lift,
            Double low,
            Double high,
            String verdict,
            String reason) {}

    public Decisions {
        contacts = List.copyOf(contacts);
        refusals = List.copyOf(refusals);
        sizes = List.copyOf(sizes);
        receipts = List.copyOf(receipts);
        leftOut = List.copyOf(leftOut);
    }

    /** Of a night that did not come so far. */
    public static Decisions none() {
        return new Decisions(List.of(), List.of(), List.of(), List.of(), List.of());
    }
}

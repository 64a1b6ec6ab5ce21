package io.nightjar.model;

import java.util.List;

/**
 * Signs that somebody needs help, each with how much it alone speaks for it. Several signs add up as independent
 * witnesses do: 1 - (1 - a)(1 - b). The weights order the list; what they are worth is on the model card.
 */
enum CareSign {
    WAITING_COMPLAINT("waiting_complaint", 0.5, "a complaint without an answer"),
    LONG_WAIT("long_wait", 0.3, "waits for an answer for more than three days"),
    COMPLAINT("complaint", 0.25, "complained lately"),
    WAITING_QUESTION("waiting_question", 0.3, "asked and has no answer yet"),
    DELIVERY_QUESTION("delivery_question", 0.2, "asked where a delivery is"),
    BAD_TONE("bad_tone", 0.3, "sounded unhappy"),
    FAILED_CHECKOUT("failed_checkout", 0.2, "a checkout broke off and nothing was ordered since"),
    DOCUMENT("document", 0.1, "read manuals or help pages after an order"),
    RETURN("returned", 0.1, "sent something back");

    private final String column;
    private final double weight;
    private final String words;

    CareSign(String column, double weight, String words) {
        this.column = column;
        this.weight = weight;
        this.words = words;
    }

    /** True where the sign was seen. */
    String column() {
        return column;
    }

    double weight() {
        return weight;
    }

    String words() {
        return words;
    }

    /** The heaviest first. */
    static List<CareSign> ordered() {
        return List.of(values()).stream()
                .sorted((one, other) -> Double.compare(other.weight, one.weight))
                .toList();
    }
}

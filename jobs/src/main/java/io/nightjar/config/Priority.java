package io.nightjar.config;

/** What a contact is about, and so whose turn it is where a person may be contacted once only: the first goes first. */
public enum Priority {
    /** Somebody needs help. */
    CARE(0),
    /** About something the customer has or asked for. */
    SERVICE(1),
    /** Of something the customer wanted or is about to lose. */
    REMINDER(2),
    /** Everything that sells. */
    SALE(3);

    private final int turn;

    Priority(int turn) {
        this.turn = turn;
    }

    /** Whose turn it is, from 0 on. */
    public int turn() {
        return turn;
    }
}

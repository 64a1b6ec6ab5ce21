package io.nightjar.config;

/** What a contact is about, and so whose turn it is where a person may be contacted once only: the first goes first. */
public enum Priority {
    /** Somebody needs help. */
    CARE,
    /** About something the customer has or asked for. */
    SERVICE,
    /** Of something the customer wanted or is about to lose. */
    REMINDER,
    /** Everything that sells. */
    SALE
}

package io.nightjar.config;

/** What one firing of a trigger is about, and so what its rule may speak of beside the person's own columns. */
public enum TriggerGround {
    /** The person alone. */
    PERSON,
    /** A product that they buy again and again, by its clock. */
    DUE_PRODUCT,
    /** A product that they looked at, put into a cart or have a clock of, with price and stock tonight and before. */
    WANTED_PRODUCT,
    /** A product that they bought. */
    OWNED_PRODUCT,
    /** A contact that they started. */
    INTERACTION
}

package io.nightjar.config;

/** What to do with rows that are the same in every column, or share a key. */
public enum Duplicates {
    /** Keep one and count the others. */
    DROP,
    /** Keep them all and report their number. */
    KEEP
}

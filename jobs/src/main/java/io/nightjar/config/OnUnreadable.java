package io.nightjar.config;

/** What to do with a row whose optional value cannot be read. */
public enum OnUnreadable {
    /** Keep the row without the value and count it. */
    NULL,
    /** Put the row aside. */
    REJECT
}

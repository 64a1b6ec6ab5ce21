package io.nightjar.config;

/** What a broken expectation about a source does to the night. */
public enum OnProblem {
    /** Nothing is published. */
    HOLD,
    /** The night goes on and the report says so. */
    WARN
}

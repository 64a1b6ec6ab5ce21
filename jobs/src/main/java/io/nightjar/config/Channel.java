package io.nightjar.config;

/** A way to reach a person. */
public enum Channel {
    /** E-mail. */
    EMAIL,
    /** Text message. */
    SMS,
    /** A call. */
    PHONE,
    /** A letter. */
    POST,
    /** Audiences of an advertising platform. */
    ADS
}

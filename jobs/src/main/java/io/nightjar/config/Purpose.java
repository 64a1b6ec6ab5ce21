package io.nightjar.config;

/** Why a list may contact people, which decides the permission it needs. */
public enum Purpose {
    /** Needs an opt-in for the channel. */
    MARKETING,
    /** About something the customer bought or asked. */
    SERVICE
}

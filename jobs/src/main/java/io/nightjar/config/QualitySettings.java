package io.nightjar.config;

/**
 * How strict the night is.
 *
 * @param warningsAsErrors whether a warning holds the night like an error
 */
public record QualitySettings(boolean warningsAsErrors) {}

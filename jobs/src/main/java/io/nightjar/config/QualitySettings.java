package io.nightjar.config;

/**
 * How strict the night is.
 *
 * @param warningsAsErrors whether a warning holds the night like an error
 * @param futureDays a row whose time is more than this after the as-of date is a mistake, 0 to 36500
 */
public record QualitySettings(boolean warningsAsErrors, int futureDays) {
    public QualitySettings {
        new Checks().between("future-days", 0, 36_500, futureDays).done();
    }
}

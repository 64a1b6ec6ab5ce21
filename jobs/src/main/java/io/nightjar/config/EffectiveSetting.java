package io.nightjar.config;

/**
 * One setting as it holds tonight, fit for printing.
 *
 * @param key full dotted key
 * @param value as HOCON would write it; secrets are masked
 * @param origin where it was written
 */
public record EffectiveSetting(String key, String value, Origin origin) {
    @Override
    public String toString() {
        String where = origin.file().equals(Origin.REFERENCE.file()) ? origin.file() : origin.toString();
        return key + " = " + value + "   # " + where;
    }
}

package io.nightjar.quality;

/** The data broke a promise: the night is held and what is live stays live. */
public final class DataQualityException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DataQualityException(String message) {
        super(message);
    }
}

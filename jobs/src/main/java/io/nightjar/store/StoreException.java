package io.nightjar.store;

/** Something about a place where data lives must be put right; the message says what and where. */
public final class StoreException extends RuntimeException {
    public StoreException(String message) {
        super(message);
    }

    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}

package io.nightjar.store;

/** The place is at fault, not the data: fix the disk, the service or the permission. */
public final class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is, and so whether trying again helps. */
    public enum Kind {
        /** A service does not answer: try again later. */
        UNAVAILABLE,
        /** The place cannot be read or written. */
        IO,
        /** We may not. */
        NO_PERMISSION,
        /** Somebody else holds or has changed it: try again. */
        CONFLICT,
        /** A required input is not there. */
        MISSING_INPUT,
        /** Some readers see the new night, some the old one; the next start brings all to the new one. */
        HALF_PUBLISHED
    }

    private final Kind kind;

    public StoreException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public StoreException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public StoreException(String message) {
        this(Kind.IO, message);
    }

    public StoreException(String message, Throwable cause) {
        this(Kind.IO, message, cause);
    }

    public Kind kind() {
        return kind;
    }
}

package io.nightjar.quality;

/** A law of ours is broken, such as a row lost between two steps: a bug, not a matter of data or configuration. */
public final class BrokenInvariantException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public BrokenInvariantException(String message) {
        super(message);
    }
}

package io.nightjar.sample;

/** Hears how far the simulator is. Called from several threads, one call at a time. */
@FunctionalInterface
public interface ProgressListener {
    void customersWritten(long written, long total);
}

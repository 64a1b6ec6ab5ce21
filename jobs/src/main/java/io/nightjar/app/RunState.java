package io.nightjar.app;

import io.nightjar.store.Manifest;

/**
 * How a run stands, as its manifest says; one that says it is running while nobody holds its lock was killed.
 *
 * @param word the manifest's state, or {@code KILLED}
 * @param code exit code that stands for it
 */
record RunState(String word, ExitCode code) {
    static RunState of(Home home, Manifest manifest) {
        if (manifest.isOver()) {
            return new RunState(manifest.state(), code(manifest.exitCode()));
        }
        if (home.isAlive(manifest.epoch())) {
            return new RunState(manifest.state(), ExitCode.TEMPFAIL);
        }
        return Manifest.PUBLISHING.equals(manifest.state())
                ? new RunState("INTERRUPTED", ExitCode.PARTIAL_PUBLISH)
                : new RunState("KILLED", ExitCode.KILLED);
    }

    private static ExitCode code(int number) {
        for (ExitCode code : ExitCode.values()) {
            if (code.number() == number) {
                return code;
            }
        }
        return ExitCode.INTERNAL;
    }
}

package io.nightjar.app;

import java.nio.file.Path;

/** Paths typed on the command line mean the folder the user stood in, not the one the launcher went to. */
final class UserPaths {
    private static final String STOOD_IN = "NIGHTJAR_CALLED_FROM";

    private UserPaths() {}

    static Path resolved(Path typed) {
        String stoodIn = System.getenv(STOOD_IN);
        return typed.isAbsolute() || stoodIn == null
                ? typed
                : Path.of("")
                        .toAbsolutePath()
                        .relativize(Path.of(stoodIn).resolve(typed))
                        .normalize();
    }
}

package io.nightjar.store.feed;

import java.io.Serializable;
import java.util.List;

/** A file as the folder lists it. */
record ListedFile(String name, String path, long bytes, long modifiedAt) implements Serializable {
    /** The facts of a file that cannot be read, or of which nothing more is known. */
    FileFacts refused(String sha256, FileProblem problem) {
        return new FileFacts(
                name,
                path,
                bytes,
                modifiedAt,
                sha256,
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                problem,
                List.of());
    }
}

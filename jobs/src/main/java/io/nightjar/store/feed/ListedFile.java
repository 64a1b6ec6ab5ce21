package io.nightjar.store.feed;

import java.io.Serializable;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;

/** A file as the folder lists it. */
record ListedFile(String name, String path, long bytes, long modifiedAt) implements Serializable {
    /** True if the file is not any more what the folder listed. */
    boolean isChanged(long bytesRead, FileStatus now) {
        return bytesRead != bytes || now.getLen() != bytes || now.getModificationTime() != modifiedAt;
    }

    FileProblem stillWritten() {
        return new FileProblem(
                FileProblem.Code.STILL_WRITTEN,
                name + ": the file grew or changed while it was looked at; start again when the upload has ended");
    }

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

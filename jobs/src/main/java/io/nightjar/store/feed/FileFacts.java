package io.nightjar.store.feed;

import java.io.Serializable;
import java.util.List;

/**
 * What a look at one file told.
 *
 * @param name relative to the feed's root: what messages print
 * @param path where Hadoop finds it
 * @param bytes its size as stored, compressed or not
 * @param modifiedAt milliseconds since 1970
 * @param sha256 of the stored bytes; empty when they could not be read
 * @param records counted by the preflight, not by the parser
 * @param columns the header as normalised, in file order; empty when the file has none to show
 * @param extraColumns those of {@code columns} that the mapping does not need
 * @param absentColumns needed columns not seen (JSON only, where a missing key is no error)
 * @param types Spark types beside {@code columns} (Parquet only)
 * @param problem null when the file is readable
 * @param chunks what to read; empty when there is a problem
 */
public record FileFacts(
        String name,
        String path,
        long bytes,
        long modifiedAt,
        String sha256,
        long records,
        List<String> columns,
        List<String> extraColumns,
        List<String> absentColumns,
        List<String> types,
        FileProblem problem,
        List<Chunk> chunks)
        implements Serializable {
    public FileFacts {
        columns = List.copyOf(columns);
        extraColumns = List.copyOf(extraColumns);
        absentColumns = List.copyOf(absentColumns);
        types = List.copyOf(types);
        chunks = List.copyOf(chunks);
    }

    public boolean isReadable() {
        return problem == null;
    }

    /** The same file, set aside: it has no chunks any more and counts no records. */
    FileFacts refused(FileProblem why) {
        return new FileFacts(
                name, path, bytes, modifiedAt, sha256, 0, columns, extraColumns, absentColumns, types, why, List.of());
    }
}

package io.nightjar.publish;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** One file being written row by row. */
interface RowFile extends Closeable {
    /** Writes the row; returns false, and writes nothing, where the file would grow beyond so many bytes. */
    boolean write(List<String> row, long maxBytes) throws IOException;
}

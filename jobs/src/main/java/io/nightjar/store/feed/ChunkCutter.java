package io.nightjar.store.feed;

import java.util.ArrayList;
import java.util.List;

/** Lays chunk borders between records, as soon as a chunk is large enough. */
final class ChunkCutter {
    private final long chunkBytes;
    private final List<Chunk> chunks = new ArrayList<>();
    private long start;
    private long firstLine;
    private long records;
    private long total;

    ChunkCutter(long chunkBytes) {
        this.chunkBytes = chunkBytes;
    }

    /** A record starts here. */
    void record(long offset, long line) {
        if (records == 0) {
            start = offset;
            firstLine = line;
        } else if (offset - start >= chunkBytes) {
            close(offset);
            start = offset;
            firstLine = line;
        }
        records++;
        total++;
    }

    void end(long offset) {
        if (records > 0) {
            close(offset);
        }
    }

    long records() {
        return total;
    }

    List<Chunk> chunks() {
        return chunks;
    }

    private void close(long offset) {
        chunks.add(new Chunk(start, offset, firstLine, records));
        records = 0;
    }
}

package io.nightjar.store.feed;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Counts the lines of a JSON file that hold anything but blanks. */
final class JsonCount implements Count {
    private static final int HEAD = 1 << 18;

    private final String name;
    private final int maxRecordBytes;
    private final ChunkCutter cutter;
    private final ByteArrayOutputStream head = new ByteArrayOutputStream();

    private boolean hasText;
    private long offset;
    private long line = 1;
    private long recordOffset;
    private FileProblem problem;

    JsonCount(String name, FeedSpec spec, long chunkBytes) {
        this.name = name;
        this.maxRecordBytes = spec.maxRecordBytes();
        this.cutter = new ChunkCutter(chunkBytes);
    }

    @Override
    public void accept(byte[] block, int from, int to) {
        head.write(block, from, Math.min(to - from, HEAD - Math.min(HEAD, head.size())));
        int at = from;
        while (at < to && problem == null) {
            byte b = block[at];
            if (b == '\n') {
                endLine(at);
            } else if (!hasText && b != ' ' && b != '\t' && b != '\r') {
                hasText = true;
                recordOffset = offset + at;
                cutter.record(recordOffset, line);
                at = lineEnd(block, at, to) - 1;
            } else {
                at = lineEnd(block, at, to) - 1;
            }
            at++;
        }
        offset += to;
        checkLength(offset);
    }

    @Override
    public void end() {
        cutter.end(offset);
    }

    @Override
    public long line() {
        return line;
    }

    @Override
    public long records() {
        return cutter.records();
    }

    @Override
    public byte[] head() {
        return head.toByteArray();
    }

    @Override
    public List<Chunk> chunks() {
        return cutter.chunks();
    }

    @Override
    public FileProblem problem() {
        return problem;
    }

    private void endLine(int at) {
        checkLength(offset + at);
        line++;
        hasText = false;
    }

    // While the line is still blank only one byte is passed, as the next may be its first.
    private int lineEnd(byte[] block, int from, int to) {
        int at = from + 1;
        while (hasText && at < to && block[at] != '\n') {
            at++;
        }
        return at;
    }

    private void checkLength(long end) {
        if (problem == null && hasText && end - recordOffset > maxRecordBytes) {
            problem = new FileProblem(
                    FileProblem.Code.RECORD_TOO_LONG,
                    name + ", line " + line + ": the line is longer than " + maxRecordBytes
                            + " bytes; write one object a line or raise max-record-bytes");
        }
    }
}

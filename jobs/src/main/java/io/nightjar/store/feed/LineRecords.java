package io.nightjar.store.feed;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts bytes into lines that hold more than blanks. */
final class LineRecords implements Closeable {
    private final InputStream in;
    private byte[] buffer;
    private int position;
    private int limit;
    private int start;
    private int end;
    private long nextLine;
    private long line;
    private boolean nul;
    private boolean backslash;

    LineRecords(InputStream in, long firstLine, int bufferBytes) {
        this.in = in;
        this.nextLine = firstLine;
        this.buffer = new byte[bufferBytes];
    }

    boolean next() throws IOException {
        do {
            start = position;
            if (position == limit && !fill()) {
                return false;
            }
            findEnd();
        } while (start == end);
        return true;
    }

    long line() {
        return line;
    }

    boolean hasNul() {
        return nul;
    }

    /** True if anything may be escaped in the line. */
    boolean hasBackslash() {
        return backslash;
    }

    byte[] bytes() {
        return buffer;
    }

    int start() {
        return start;
    }

    int length() {
        return end - start;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private void findEnd() throws IOException {
        line = nextLine++;
        nul = false;
        backslash = false;
        while (position < limit || fill()) {
            byte b = buffer[position++];
            if (b == '\n') {
                break;
            }
            nul |= b == 0;
            backslash |= b == '\\';
        }
        end = position;
        while (end > start && isBlank(buffer[end - 1])) {
            end--;
        }
        while (start < end && isBlank(buffer[start])) {
            start++;
        }
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private boolean fill() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, limit - start);
            position -= start;
            limit -= start;
            start = 0;
        }
        if (limit == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
        int read = in.read(buffer, limit, buffer.length - limit);
        if (read <= 0) {
            return false;
        }
        limit += read;
        return true;
    }
}

package io.nightjar.store.feed;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Cuts UTF-8 bytes into csv records and their fields by RFC 4180, in one pass and without making objects: what it tells
 * about a record is good until the next is asked for.
 *
 * <p>Fields may hold line ends when quoted; a quote is doubled inside quotes and is an ordinary character in a field that
 * does not begin with one. Lines without any character are no records.
 */
final class CsvRecords implements Closeable {
    private static final byte PLAIN = 0;
    private static final byte DELIMITER = 1;
    private static final byte LF = 2;
    private static final byte CR = 3;
    private static final byte NUL = 4;
    private static final byte QUOTE = 5;

    private final InputStream in;
    private final byte[] kinds = new byte[256];
    private final byte[] quotedKinds = new byte[256];
    private final int keep;

    private byte[] buffer;
    private int position;
    private int limit;
    private long nextLine;

    private int start;
    private int end;
    private long line;
    private int count;
    private boolean nul;
    private boolean badQuote;
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private boolean[] doubled = new boolean[64];

    /**
     * @param firstLine the physical line at which the stream stands
     * @param keep fields beyond this many are counted but not kept
     */
    CsvRecords(InputStream in, char delimiter, long firstLine, int keep, int bufferBytes) {
        this.in = in;
        this.nextLine = firstLine;
        this.keep = keep;
        this.buffer = new byte[bufferBytes];
        kinds[delimiter] = DELIMITER;
        kinds['\n'] = LF;
        kinds['\r'] = CR;
        kinds[0] = NUL;
        quotedKinds['\n'] = LF;
        quotedKinds['\r'] = CR;
        quotedKinds[0] = NUL;
        quotedKinds['"'] = QUOTE;
    }

    /** Goes to the next record. */
    boolean next() throws IOException {
        start = position;
        if (!skipEmptyLines()) {
            return false;
        }
        start = position;
        line = nextLine;
        count = 0;
        nul = false;
        badQuote = false;
        boolean more = true;
        while (more) {
            more = field();
        }
        return true;
    }

    /** The physical line on which the record starts. */
    long line() {
        return line;
    }

    int fieldCount() {
        return count;
    }

    boolean hasNul() {
        return nul;
    }

    /** True if something follows a closing quote before the field ends. */
    boolean hasBadQuote() {
        return badQuote;
    }

    byte[] bytes() {
        return buffer;
    }

    int recordStart() {
        return start;
    }

    int recordLength() {
        return end - start;
    }

    /** Where the field's text begins in {@link #bytes()}. */
    int fieldStart(int field) {
        return start + starts[field];
    }

    int fieldLength(int field) {
        return ends[field] - starts[field];
    }

    /** True if the field's text holds doubled quotes, to be made single. */
    boolean hasDoubledQuotes(int field) {
        return doubled[field];
    }

    /** The field's bytes, unquoted, in an array of their own. */
    byte[] fieldBytes(int field) {
        int from = fieldStart(field);
        int to = from + fieldLength(field);
        if (!doubled[field]) {
            return Arrays.copyOfRange(buffer, from, to);
        }
        byte[] single = new byte[to - from];
        int length = 0;
        for (int i = from; i < to; i++) {
            single[length++] = buffer[i];
            if (buffer[i] == '"') {
                i++;
            }
        }
        return Arrays.copyOf(single, length);
    }

    String fieldText(int field) {
        return new String(fieldBytes(field), StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private boolean skipEmptyLines() throws IOException {
        while (position < limit || fill()) {
            byte first = buffer[position];
            if (first != '\n' && first != '\r') {
                return true;
            }
            position++;
            endLine(first);
            start = position;
        }
        return false;
    }

    // True if another field follows in the same record.
    private boolean field() throws IOException {
        int begin = position - start;
        if (position == limit && !fill()) {
            return finishRecord(begin);
        }
        return buffer[position] == '"' ? quoted(begin) : plain(begin, false);
    }

    private boolean plain(int begin, boolean hasDoubled) throws IOException {
        while (true) {
            byte[] bytes = buffer;
            int to = limit;
            int at = position;
            while (at < to && kinds[bytes[at] & 0xFF] == PLAIN) {
                at++;
            }
            position = at;
            if (at == to) {
                if (!fill()) {
                    return finishRecord(begin);
                }
            } else if (bytes[at] == 0) {
                nul = true;
                position++;
            } else if (kinds[bytes[at] & 0xFF] == DELIMITER) {
                keep(begin, at - start, hasDoubled);
                position++;
                return true;
            } else {
                keep(begin, at - start, hasDoubled);
                end = at;
                position++;
                endLine(bytes[at]);
                return false;
            }
        }
    }

    private boolean quoted(int begin) throws IOException {
        boolean hasDoubled = false;
        position++;
        while (true) {
            byte[] bytes = buffer;
            int to = limit;
            int at = position;
            while (at < to && quotedKinds[bytes[at] & 0xFF] == PLAIN) {
                at++;
            }
            position = at;
            if (at == to) {
                if (!fill()) {
                    badQuote = true;
                    return finishRecord(begin);
                }
            } else if (bytes[at] == '"') {
                position++;
                if (peek() == '"') {
                    hasDoubled = true;
                    position++;
                } else {
                    return afterQuote(begin, hasDoubled);
                }
            } else {
                inQuotes(bytes[at]);
            }
        }
    }

    private void inQuotes(byte special) throws IOException {
        position++;
        if (special == 0) {
            nul = true;
        } else if (special == '\n' || peek() != '\n') {
            nextLine++;
        }
    }

    private boolean afterQuote(int begin, boolean hasDoubled) throws IOException {
        int next = peek();
        int fieldEnd = position - start - 1;
        if (next >= 0 && kinds[next] != DELIMITER && kinds[next] != LF && kinds[next] != CR) {
            badQuote = true;
            return plain(begin, false);
        }
        keep(begin + 1, fieldEnd, hasDoubled);
        end = position;
        if (next < 0) {
            return false;
        }
        position++;
        if (kinds[next] == DELIMITER) {
            return true;
        }
        endLine((byte) next);
        return false;
    }

    private boolean finishRecord(int begin) {
        keep(begin, position - start, false);
        end = position;
        return false;
    }

    private void keep(int from, int to, boolean hasDoubled) {
        if (count < keep) {
            if (count == starts.length) {
                starts = Arrays.copyOf(starts, 2 * count);
                ends = Arrays.copyOf(ends, 2 * count);
                doubled = Arrays.copyOf(doubled, 2 * count);
            }
            starts[count] = from;
            ends[count] = to;
            doubled[count] = hasDoubled;
        }
        count++;
    }

    // CR LF is one line end; a CR alone is one as well.
    private void endLine(byte first) throws IOException {
        nextLine++;
        if (first == '\r' && peekAfterRecord() == '\n') {
            position++;
        }
    }

    private int peek() throws IOException {
        return position < limit || fill() ? buffer[position] & 0xFF : -1;
    }

    // Filling moves the record to the front of the buffer, so its end moves with it.
    private int peekAfterRecord() throws IOException {
        if (position < limit) {
            return buffer[position] & 0xFF;
        }
        int length = end - start;
        boolean filled = fill();
        end = start + length;
        return filled ? buffer[position] & 0xFF : -1;
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

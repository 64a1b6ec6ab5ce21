package io.nightjar.publish.dialect;

import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads csv as RFC 4180 has it, and says where the quoting breaks it instead of guessing what was meant. */
final class CsvLines {
    /**
     * One record.
     *
     * @param line where it begins, from 1
     * @param values between the delimiters
     * @param isBroken whether its quoting is wrong
     */
    record Line(long line, List<String> values, boolean isBroken) {}

    private static final int END = -1;

    private final PushbackReader in;
    private final char delimiter;
    private long line = 1;

    CsvLines(Reader in, char delimiter) {
        this.in = new PushbackReader(in);
        this.delimiter = delimiter;
    }

    /** The next record; empty at the end. Lines without a character are passed over. */
    Optional<Line> next() throws IOException {
        int first = in.read();
        while (first == '\n' || first == '\r') {
            countLine(first);
            first = in.read();
        }
        if (first == END) {
            return Optional.empty();
        }
        in.unread(first);
        long begins = line;
        List<String> values = new ArrayList<>();
        boolean isBroken = false;
        int end = delimiter;
        while (end == delimiter) {
            StringBuilder value = new StringBuilder();
            int next = in.read();
            boolean isQuoted = next == '"';
            if (isQuoted) {
                isBroken |= !quoted(value);
                next = in.read();
            }
            while (next != delimiter && next != '\n' && next != '\r' && next != END) {
                isBroken |= isQuoted || next == '"';
                value.append((char) next);
                next = in.read();
            }
            values.add(value.toString());
            end = next;
        }
        if (end != END) {
            countLine(end);
        }
        return Optional.of(new Line(begins, values, isBroken));
    }

    /** Reads up to the closing quote; false where there is none. */
    private boolean quoted(StringBuilder value) throws IOException {
        for (int next = in.read(); next != END; next = in.read()) {
            if (next == '"') {
                int after = in.read();
                if (after != '"') {
                    if (after != END) {
                        in.unread(after);
                    }
                    return true;
                }
            }
            value.append((char) next);
            if (next == '\n') {
                line++;
            }
        }
        return false;
    }

    private void countLine(int end) throws IOException {
        if (end == '\r') {
            int next = in.read();
            if (next != '\n' && next != END) {
                in.unread(next);
            }
        }
        line++;
    }
}

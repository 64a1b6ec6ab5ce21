package io.nightjar.store.feed;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** Counts csv records: a small automaton fed byte by byte, aware of quotes. */
final class CsvCount implements Count {
    /** Where in a record the automaton stands. */
    private enum State {
        BETWEEN_RECORDS,
        FIELD_START,
        PLAIN,
        QUOTED,
        QUOTE_IN_QUOTED
    }

    private final String name;
    private final char delimiter;
    private final int maxRecordBytes;
    private final ChunkCutter cutter;
    private final ByteArrayOutputStream header = new ByteArrayOutputStream();

    private State state = State.BETWEEN_RECORDS;
    private boolean afterReturn;
    private boolean headerSeen;
    private boolean headerEnded;
    private long offset;
    private long line = 1;
    private long recordOffset;
    private long recordLine;
    private long quoteLine;
    private FileProblem problem;

    CsvCount(String name, FeedSpec spec, long chunkBytes) {
        this.name = name;
        this.delimiter = spec.delimiter();
        this.maxRecordBytes = spec.maxRecordBytes();
        this.cutter = new ChunkCutter(chunkBytes);
    }

    @Override
    public void accept(byte[] block, int from, int to) {
        int at = from;
        while (at < to && problem == null) {
            if (state == State.PLAIN || state == State.QUOTED) {
                at = skipOrdinary(block, at, to);
            }
            if (at < to) {
                step(block[at], at);
                at++;
            }
        }
        offset += to;
        if (state != State.BETWEEN_RECORDS) {
            checkLength(offset);
        }
    }

    @Override
    public void end() {
        if (problem == null && state == State.QUOTED) {
            problem = unclosed("is never closed");
        }
        headerEnded = true;
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
        return header.toByteArray();
    }

    @Override
    public List<Chunk> chunks() {
        return cutter.chunks();
    }

    @Override
    public FileProblem problem() {
        return problem;
    }

    private int skipOrdinary(byte[] block, int from, int to) {
        if (!headerEnded) {
            return from;
        }
        int at = from;
        byte stop = state == State.QUOTED ? (byte) '"' : (byte) delimiter;
        while (at < to && block[at] != stop && block[at] != '\n' && block[at] != '\r') {
            at++;
        }
        if (at > from) {
            afterReturn = false;
        }
        return at;
    }

    private void step(byte b, int at) {
        boolean isLineEnd = b == '\n' || b == '\r';
        if (isLineEnd && !(b == '\n' && afterReturn)) {
            line++;
        }
        afterReturn = b == '\r';
        if (state == State.BETWEEN_RECORDS) {
            if (isLineEnd) {
                return;
            }
            startRecord(offset + at);
        }
        if (!headerEnded) {
            header.write(b);
        }
        move(b, isLineEnd, at);
    }

    private void move(byte b, boolean isLineEnd, int at) {
        switch (state) {
            case QUOTED -> state = b == '"' ? State.QUOTE_IN_QUOTED : State.QUOTED;
            case QUOTE_IN_QUOTED -> {
                if (b == '"') {
                    state = State.QUOTED;
                } else {
                    outside(b, isLineEnd, at);
                    if (state == State.PLAIN && line > quoteLine) {
                        problem = unclosed("is followed by text after a quote on line " + line);
                    }
                }
            }
            case FIELD_START -> {
                if (b == '"') {
                    quoteLine = line;
                    state = State.QUOTED;
                } else {
                    outside(b, isLineEnd, at);
                }
            }
            case PLAIN, BETWEEN_RECORDS -> outside(b, isLineEnd, at);
        }
    }

    private void outside(byte b, boolean isLineEnd, int at) {
        if (isLineEnd) {
            checkLength(offset + at);
            headerEnded = true;
            state = State.BETWEEN_RECORDS;
        } else {
            state = b == delimiter ? State.FIELD_START : State.PLAIN;
        }
    }

    private void startRecord(long at) {
        state = State.FIELD_START;
        recordOffset = at;
        recordLine = line;
        if (headerSeen) {
            cutter.record(at, line);
        }
        headerSeen = true;
    }

    private void checkLength(long end) {
        if (problem != null || end - recordOffset <= maxRecordBytes) {
            return;
        }
        problem = state == State.QUOTED
                ? unclosed("is still open " + maxRecordBytes + " bytes later")
                : new FileProblem(
                        FileProblem.Code.RECORD_TOO_LONG,
                        name + ", line " + recordLine + ": the record is longer than " + maxRecordBytes
                                + " bytes; write shorter records or raise max-record-bytes");
    }

    private FileProblem unclosed(String what) {
        return new FileProblem(
                FileProblem.Code.UNCLOSED_QUOTE,
                name + ", line " + quoteLine + ": the quote opened here " + what
                        + "; write a quote inside quotes twice, and export the file again");
    }
}

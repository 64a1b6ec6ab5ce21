package io.nightjar.store.feed;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.spark.unsafe.types.UTF8String;

/** Reads csv records and binds their fields to the wanted columns by the file's own header. */
final class CsvRecordReader implements RecordReader {
    private static final int BUFFER = 1 << 17;

    private final CsvRecords records;
    private final List<String> header;
    private final int[] places;
    private final int probe;
    private final byte[] probeName;
    private UTF8String problem;

    CsvRecordReader(InputStream utf8, FeedSpec spec, List<String> columns, List<String> wanted, long firstLine) {
        this.records = new CsvRecords(utf8, spec.delimiter(), firstLine, columns.size(), BUFFER);
        this.header = columns;
        Header names = new Header(columns);
        this.places = wanted.stream().mapToInt(names::indexOf).toArray();
        this.probe = longest(columns);
        this.probeName = columns.get(probe).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean next() throws IOException {
        if (!records.next()) {
            return false;
        }
        problem = findProblem();
        return true;
    }

    @Override
    public long line() {
        return records.line();
    }

    @Override
    public UTF8String problem() {
        return problem;
    }

    @Override
    public UTF8String raw() {
        return RawText.withoutNul(records.bytes(), records.recordStart(), records.recordLength(), records.hasNul());
    }

    @Override
    public UTF8String value(int wanted) {
        int field = places[wanted];
        if (problem != null || records.fieldLength(field) == 0) {
            return null;
        }
        return records.hasDoubledQuotes(field)
                ? UTF8String.fromBytes(records.fieldBytes(field))
                : UTF8String.fromBytes(records.bytes(), records.fieldStart(field), records.fieldLength(field));
    }

    @Override
    public void close() throws IOException {
        records.close();
    }

    private UTF8String findProblem() {
        int count = records.fieldCount();
        if (records.hasNul()) {
            return RowProblem.NUL_BYTE.saying("the record holds a NUL byte; export text without it");
        }
        if (records.hasBadQuote()) {
            return RowProblem.BAD_QUOTE.saying("text follows a closing quote; write a quote inside quotes twice");
        }
        if (count < header.size()) {
            return RowProblem.SHORT_ROW.saying(
                    "the record has " + count + " values, the header " + header.size() + " columns");
        }
        if (count > header.size()) {
            return RowProblem.LONG_ROW.saying("the record has " + count + " values, the header " + header.size()
                    + " columns; quote values that hold the delimiter");
        }
        return isHeader() ? RowProblem.HEADER_REPEAT.saying("the header stands here again") : null;
    }

    // The longest name is compared first, byte by byte, because nearly every row differs there at once.
    private boolean isHeader() {
        if (!mayBeProbeName(records.bytes(), records.fieldStart(probe), records.fieldLength(probe))) {
            return false;
        }
        for (int i = 0; i < header.size(); i++) {
            if (!Header.key(records.fieldText(i)).equals(Header.key(header.get(i)))) {
                return false;
            }
        }
        return true;
    }

    // From the end, as a byte order mark may stand before it.
    private boolean mayBeProbeName(byte[] bytes, int start, int length) {
        if (length < probeName.length) {
            return false;
        }
        int shift = start + length - probeName.length;
        for (int i = probeName.length - 1; i >= 0; i--) {
            if ((bytes[shift + i] | 0x20) != (probeName[i] | 0x20)) {
                return bytes[start + length - 1] == ' ';
            }
        }
        return true;
    }

    private static int longest(List<String> names) {
        int longest = 0;
        for (int i = 1; i < names.size(); i++) {
            longest = names.get(i).length() > names.get(longest).length() ? i : longest;
        }
        return longest;
    }
}

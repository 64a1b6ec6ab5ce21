package io.nightjar.store.feed;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads a csv file's header, and says what keeps it from being bound to the columns that the mapping needs. */
final class CsvHeader {
    private static final char[] DELIMITERS = {',', ';', '\t', '|'};

    private final String name;
    private final FeedSpec spec;
    private final byte[] record;
    private final Header header;

    CsvHeader(String name, FeedSpec spec, byte[] record) {
        this.name = name;
        this.spec = spec;
        this.record = record;
        this.header = read(spec.delimiter());
    }

    Header header() {
        return header;
    }

    /** Null if the header serves. */
    FileProblem problem() {
        List<String> missing = header.missing(spec.columns());
        if (header.names().size() > spec.maxColumns()) {
            return problem(
                    FileProblem.Code.TOO_MANY_COLUMNS,
                    "the header has more than " + spec.maxColumns() + " columns; export fewer or raise max-columns");
        }
        if (!missing.isEmpty() && missing.size() == spec.columns().size()) {
            return unknown();
        }
        if (!header.repeated().isEmpty()) {
            return problem(
                    FileProblem.Code.DUPLICATE_HEADER,
                    "the header has column " + header.repeated().get(0)
                            + " twice (case and blanks around it do not count); give each column its own name");
        }
        return missing.isEmpty() ? null : missing(missing);
    }

    /** True if the first line shows names, so that it may be printed. */
    boolean isHeader() {
        return spec.columns().isEmpty()
                || header.missing(spec.columns()).size() < spec.columns().size();
    }

    private FileProblem unknown() {
        for (char other : DELIMITERS) {
            int found =
                    spec.columns().size() - read(other).missing(spec.columns()).size();
            if (other != spec.delimiter() && found > 0) {
                return problem(
                        FileProblem.Code.WRONG_DELIMITER,
                        "values are separated by " + quoted(other) + ", not by " + quoted(spec.delimiter())
                                + "; set delimiter = " + quoted(other) + " for " + spec.setting("delimiter"));
            }
        }
        // The line may be data, and data is not printed.
        return problem(
                FileProblem.Code.NO_HEADER,
                "none of the expected column names is in the first line ("
                        + String.join(", ", spec.columns().stream().limit(5).toList())
                        + (spec.columns().size() > 5 ? ", …" : "")
                        + "); export the file with its header, or correct " + spec.setting("columns"));
    }

    private FileProblem missing(List<String> missing) {
        return problem(FileProblem.Code.MISSING_COLUMN, MissingColumns.sentence(header, missing, spec));
    }

    private FileProblem problem(FileProblem.Code code, String sentence) {
        return new FileProblem(code, name + ", line 1: " + sentence);
    }

    private Header read(char delimiter) {
        try (CsvRecords records = new CsvRecords(
                Utf8Stream.of(new ByteArrayInputStream(record), spec.decoding()),
                delimiter,
                1,
                spec.maxColumns() + 1,
                record.length + 1)) {
            List<String> names = new ArrayList<>();
            if (records.next()) {
                for (int i = 0; i < Math.min(records.fieldCount(), spec.maxColumns() + 1); i++) {
                    names.add(records.fieldText(i));
                }
            }
            return new Header(names);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String quoted(char delimiter) {
        return delimiter == '\t' ? "\"\\t\"" : "\"" + delimiter + "\"";
    }
}

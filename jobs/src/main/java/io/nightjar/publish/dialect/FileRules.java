package io.nightjar.publish.dialect;

/**
 * What a tool says about its files as such.
 *
 * @param format csv or Parquet
 * @param maxRows without the header
 * @param maxBytes of one file
 * @param minRows fewer are advised against; 0 for no advice
 * @param delimiters that may stand between values; we write the first
 * @param others what becomes of columns that the tool does not know
 * @param isOpenedByPeople whether somebody looks at the file in a spreadsheet, so that no text may start a formula
 */
public record FileRules(
        Format format,
        long maxRows,
        long maxBytes,
        long minRows,
        String delimiters,
        Others others,
        boolean isOpenedByPeople) {
    /** How rows are kept. */
    public enum Format {
        CSV(".csv"),
        PARQUET(".parquet");

        private final String ending;

        Format(String ending) {
            this.ending = ending;
        }

        public String ending() {
            return ending;
        }
    }

    /** What becomes of a column that the tool does not know. */
    public enum Others {
        REFUSED,
        IGNORED,
        /** It becomes an attribute of the retailer's own. */
        CUSTOM
    }

    private static final FileRules CSV =
            new FileRules(Format.CSV, Long.MAX_VALUE, Long.MAX_VALUE, 0, ",", Others.CUSTOM, true);

    /** A csv that people open, without limits, with columns of one's own. */
    static FileRules csv() {
        return CSV;
    }

    /** A csv whose hashes only a machine looks at. */
    static FileRules matchCsv(Others others) {
        return new FileRules(Format.CSV, Long.MAX_VALUE, Long.MAX_VALUE, 0, ",", others, false);
    }

    static FileRules parquet() {
        return new FileRules(Format.PARQUET, Long.MAX_VALUE, Long.MAX_VALUE, 0, ",", Others.REFUSED, false);
    }

    FileRules rows(long most) {
        return new FileRules(format, most, maxBytes, minRows, delimiters, others, isOpenedByPeople);
    }

    FileRules bytes(long most) {
        return new FileRules(format, maxRows, most, minRows, delimiters, others, isOpenedByPeople);
    }

    /** The same with the stricter of its own limits and these. */
    public FileRules within(long mostRows, long mostBytes) {
        return rows(Math.min(maxRows, mostRows)).bytes(Math.min(maxBytes, mostBytes));
    }

    FileRules atLeast(long rows) {
        return new FileRules(format, maxRows, maxBytes, rows, delimiters, others, isOpenedByPeople);
    }

    FileRules orTabs() {
        return new FileRules(format, maxRows, maxBytes, minRows, ",\t", others, isOpenedByPeople);
    }

    FileRules forMachines() {
        return new FileRules(format, maxRows, maxBytes, minRows, delimiters, others, false);
    }
}

package io.nightjar.sample;

import java.util.SortedMap;

/**
 * What was written.
 *
 * @param files number of files, truth included
 * @param rows raw rows per feed, broken ones included, headers not
 * @param defects broken or repeated rows among them
 * @param bytes bytes of all files
 * @param seconds wall time
 */
public record SampleReport(int files, SortedMap<String, Long> rows, long defects, long bytes, double seconds) {
    public long totalRows() {
        return rows.values().stream().mapToLong(Long::longValue).sum();
    }
}

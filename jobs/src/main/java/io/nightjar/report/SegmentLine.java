package io.nightjar.report;

import java.util.List;

/**
 * One list, against the last published night.
 *
 * @param members all who fulfil the rule
 * @param added of them, who are new
 * @param removed who were on it and are not any more
 * @param kept of the members, who were on it before
 * @param withheld of the members, who are in no file because no channel of the list may reach them
 * @param files names
 */
public record SegmentLine(
        String name,
        String description,
        long members,
        long added,
        long removed,
        long kept,
        long withheld,
        List<String> files) {
    public SegmentLine {
        files = List.copyOf(files);
    }

    /** Members whom the files name. */
    long contactable() {
        return members - withheld;
    }
}

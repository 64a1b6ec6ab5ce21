package io.nightjar.publish;

import java.util.List;
import java.util.Map;

/**
 * The last file written to a folder: whoever waits for it finds everything else complete.
 *
 * @param runId of the night
 * @param asOf date of the night, ISO
 * @param files all others in the folder
 * @param withheld members without permission for any channel of their list, by list
 * @param lists what each tool was told about each list
 */
public record ReadyFile(
        String runId, String asOf, List<Entry> files, Map<String, Long> withheld, List<ListSummary> lists) {
    public ReadyFile {
        files = List.copyOf(files);
        lists = lists == null ? List.of() : List.copyOf(lists);
    }

    /**
     * One file.
     *
     * @param tool whose dialect it is in
     * @param consent that holds for all its rows, where the tool wants that said; else empty
     * @param segment list it belongs to
     * @param part {@code members}, {@code adds}, {@code removes} or {@code keeps}
     * @param name of the file
     * @param rows without the header
     * @param bytes size
     * @param sha256 of the bytes
     */
    public record Entry(
            String tool,
            String consent,
            String segment,
            String part,
            String name,
            long rows,
            long bytes,
            String sha256) {
        /** Before there were dialects, files named no tool. */
        public Entry {
            tool = tool == null ? DeliverSegmentFiles.PLAIN : tool;
            consent = consent == null ? "" : consent;
        }
    }

    /**
     * One list as one tool knows it. A list that is too small to be given out says nothing of its size.
     *
     * @param tool whose dialect it is in
     * @param segment list
     * @param members on the list
     * @param delivered people in the files
     * @param withheld without permission for any channel of the list that the tool has
     * @param unmatched with permission, but without anything the tool could find them by
     * @param repeated whom the tool cannot tell from somebody before them
     * @param before delivered the night before
     * @param hold why a part was held back; empty for nothing
     * @param coverage share of delivered people who have each way to be found, 0 to 1
     */
    public record ListSummary(
            String tool,
            String segment,
            long members,
            long delivered,
            long withheld,
            long unmatched,
            long repeated,
            long before,
            String hold,
            Map<String, Double> coverage) {}
}

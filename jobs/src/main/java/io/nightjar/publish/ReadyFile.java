package io.nightjar.publish;

import java.util.List;

/**
 * The last file written to a folder: whoever waits for it finds everything else complete.
 *
 * @param runId of the night
 * @param asOf date of the night, ISO
 * @param files all others in the folder
 * @param withheld members without permission for any channel of their list, by list
 */
public record ReadyFile(String runId, String asOf, List<Entry> files, java.util.Map<String, Long> withheld) {
    /**
     * One file.
     *
     * @param segment list it belongs to
     * @param part {@code members}, {@code adds}, {@code removes} or {@code keeps}
     * @param name of the file
     * @param rows without the header
     * @param bytes size
     * @param sha256 of the bytes
     */
    public record Entry(String segment, String part, String name, long rows, long bytes, String sha256) {}
}

package io.nightjar.config;

/**
 * Where the segment files are.
 *
 * @param directory folder with one {@code name.conf} a segment
 */
public record SegmentSettings(String directory) {
    public SegmentSettings {
        new Checks()
                .notBlank("directory", directory)
                .that(!directory.startsWith("~"), "directory", "must be written in full: ~ is not expanded here")
                .done();
    }
}

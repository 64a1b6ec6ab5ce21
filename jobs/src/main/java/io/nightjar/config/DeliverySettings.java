package io.nightjar.config;

/**
 * The files handed to campaign tools.
 *
 * @param directory a folder below home, without {@code ..} and {@code ~}
 * @param maxRowsPerFile a list longer than this is split, 1 or more
 * @param maxBytesPerFile a file is split before it grows beyond this many bytes, 1024 or more
 */
public record DeliverySettings(String directory, long maxRowsPerFile, long maxBytesPerFile) {
    public DeliverySettings {
        new Checks()
                .notBlank("directory", directory)
                .positive("max-rows-per-file", maxRowsPerFile)
                .between("max-bytes-per-file", 1024, 1_000_000_000_000L, maxBytesPerFile)
                .done();
    }
}

package io.nightjar.config;

import java.nio.charset.Charset;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * One place a source's rows come from, and how to read them.
 *
 * @param name unique within the source: {@code a-z}, digits, {@code -} and {@code _}, up to 63
 * @param path file, folder or glob, on any file system Hadoop knows
 * @param format how the files are written; gzip and zstd are seen by the file's ending
 * @param delimiter between two values of a csv line; one character
 * @param charset of csv and json text
 * @param timeZone of timestamps that name none
 * @param columns canonical column to SQL expression over the raw columns; empty means every canonical column is the raw
 *     column of the same name, where present
 * @param optional whether the night may go on when no file is there
 * @param origin where the feed was configured
 */
public record FeedSettings(
        String name,
        String path,
        FeedFormat format,
        char delimiter,
        Charset charset,
        ZoneId timeZone,
        Map<String, String> columns,
        boolean optional,
        Origin origin) {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_-]{0,62}");

    public FeedSettings {
        columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
        new Checks()
                .matches("name", NAME, name, "a lower-case name such as web-shop")
                .notBlank("path", path)
                .that(!path.startsWith("~"), "path", "must be written in full: ~ is not expanded here")
                .that(
                        "\"\r\n".indexOf(delimiter) < 0,
                        "delimiter",
                        "must not be a quote or a line end, which have a meaning of their own")
                .done();
    }
}

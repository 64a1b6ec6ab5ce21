package io.nightjar.store.feed;

import io.nightjar.config.FeedFormat;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One feed as configured: where its files are and how they are written.
 *
 * @param source the source it belongs to, as in {@code sources.purchases}
 * @param feed its name within the source, for messages
 * @param root the folder that names in messages are relative to
 * @param path a glob: a Hadoop path, or relative to {@code root}; a folder stands for the files below it
 * @param delimiter what separates values in csv
 * @param charset how text is encoded; it must spell ASCII as ASCII does
 * @param columns the raw columns that the mapping needs, in the order they are returned
 * @param maxRecordBytes a longer csv record or JSON line makes the file unreadable
 * @param maxColumns a wider header makes the file unreadable
 * @param chunkBytes uncompressed files are read in pieces of about this size
 */
public record FeedSpec(
        String source,
        String feed,
        String root,
        String path,
        FeedFormat format,
        char delimiter,
        String charset,
        List<String> columns,
        int maxRecordBytes,
        int maxColumns,
        long chunkBytes)
        implements Serializable {
    private static final int RECORD_BYTES = 1 << 20;
    private static final int COLUMNS = 2_000;
    // Small enough that one file of a small shop keeps several cores busy, large enough that a task is worth starting.
    private static final long CHUNK_BYTES = 16L << 20;

    public FeedSpec {
        columns = withoutRepeats(columns);
        check(
                delimiter < 128 && delimiter != '"' && delimiter != '\n' && delimiter != '\r' && delimiter != 0,
                "delimiter must be a plain ASCII character other than a quote or a line end");
        check(
                Charset.isSupported(charset) && isAsciiBased(Charset.forName(charset)),
                "charset must be one that keeps ASCII as it is, such as UTF-8, ISO-8859-1 or windows-1252, but is "
                        + charset);
        check(maxRecordBytes > 0 && maxRecordBytes <= 1 << 29, "the record limit must be from 1 byte to 512 MiB");
        check(maxColumns > 0, "the column limit must be positive");
        check(chunkBytes > 0, "the chunk size must be positive");
    }

    /** A comma-separated, UTF-8 feed with the usual limits. */
    public static FeedSpec csv(String source, String feed, String root, String path, Collection<String> columns) {
        return plain(source, feed, root, path, FeedFormat.CSV, columns);
    }

    /** A feed of JSON lines in UTF-8 with the usual limits. */
    public static FeedSpec json(String source, String feed, String root, String path, Collection<String> columns) {
        return plain(source, feed, root, path, FeedFormat.JSON, columns);
    }

    /** A Parquet feed. */
    public static FeedSpec parquet(String source, String feed, String root, String path, Collection<String> columns) {
        return plain(source, feed, root, path, FeedFormat.PARQUET, columns);
    }

    public FeedSpec withDelimiter(char other) {
        return new FeedSpec(
                source, feed, root, path, format, other, charset, columns, maxRecordBytes, maxColumns, chunkBytes);
    }

    public FeedSpec withCharset(String other) {
        return new FeedSpec(
                source, feed, root, path, format, delimiter, other, columns, maxRecordBytes, maxColumns, chunkBytes);
    }

    FeedSpec withColumns(List<String> others) {
        return new FeedSpec(
                source, feed, root, path, format, delimiter, charset, others, maxRecordBytes, maxColumns, chunkBytes);
    }

    public FeedSpec withLimits(int recordBytes, int columnCount) {
        return new FeedSpec(
                source, feed, root, path, format, delimiter, charset, columns, recordBytes, columnCount, chunkBytes);
    }

    public FeedSpec withChunkBytes(long other) {
        return new FeedSpec(
                source, feed, root, path, format, delimiter, charset, columns, maxRecordBytes, maxColumns, other);
    }

    Charset decoding() {
        return Charset.forName(charset);
    }

    /** Where in the configuration this feed stands, for messages. */
    String setting(String key) {
        return "sources." + source + " feed " + feed + ": " + key;
    }

    private static FeedSpec plain(
            String source, String feed, String root, String path, FeedFormat format, Collection<String> columns) {
        return new FeedSpec(
                source,
                feed,
                root,
                path,
                format,
                ',',
                "UTF-8",
                List.copyOf(columns),
                RECORD_BYTES,
                COLUMNS,
                CHUNK_BYTES);
    }

    private static List<String> withoutRepeats(List<String> columns) {
        Map<String, String> first = new LinkedHashMap<>();
        columns.forEach(column -> first.putIfAbsent(Header.key(column), column));
        return List.copyOf(first.values());
    }

    private static boolean isAsciiBased(Charset charset) {
        String ascii = "\"az,;\t|\r\n09{}";
        return charset.canEncode()
                && !charset.name().toUpperCase(Locale.ROOT).startsWith("ISO-2022")
                && Arrays.equals(ascii.getBytes(charset), ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private static void check(boolean holds, String sentence) {
        if (!holds) {
            throw new IllegalArgumentException("Invalid feed: " + sentence);
        }
    }
}

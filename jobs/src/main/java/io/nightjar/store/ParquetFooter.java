package io.nightjar.store;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;

/**
 * Puts the encodings named in a Parquet footer in order. The library lists them as a hash set of enums gives them, which
 * is another order in every process; with it the same rows would not be the same bytes.
 */
public final class ParquetFooter {
    private static final int TAIL = 8;
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private ParquetFooter() {}

    public static void putInOrder(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            int length = read(file, file.size() - TAIL, Integer.BYTES).getInt();
            long start = file.size() - TAIL - length;
            FileMetaData footer = Util.readFileMetaData(
                    new ByteArrayInputStream(read(file, start, length).array()));
            for (RowGroup group : footer.getRow_groups()) {
                for (ColumnChunk column : group.getColumns()) {
                    sort(column.getMeta_data());
                }
            }
            file.truncate(start);
            file.position(start);
            file.write(ByteBuffer.wrap(bytes(footer)));
        }
    }

    private static ByteBuffer read(FileChannel file, long start, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
        while (bytes.hasRemaining()) {
            if (file.read(bytes, start + bytes.position()) < 0) {
                throw new IOException("The Parquet file just written ends too early");
            }
        }
        return bytes.flip();
    }

    private static void sort(ColumnMetaData column) {
        column.getEncodings().sort(Comparator.comparing(Encoding::getValue));
        if (column.isSetEncoding_stats()) {
            column.getEncoding_stats()
                    .sort(Comparator.comparing((PageEncodingStats stats) ->
                                    stats.getPage_type().getValue())
                            .thenComparing(stats -> stats.getEncoding().getValue()));
        }
    }

    private static byte[] bytes(FileMetaData footer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Util.writeFileMetaData(footer, out);
        out.write(ByteBuffer.allocate(Integer.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(out.size())
                .array());
        out.write(MAGIC);
        return out.toByteArray();
    }
}

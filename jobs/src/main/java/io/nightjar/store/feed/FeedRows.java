package io.nightjar.store.feed;

import io.nightjar.config.FeedFormat;
import io.nightjar.store.StoreException;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.connector.read.PartitionReader;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;

/** The rows of one task, in one row object that is filled again and again. */
final class FeedRows implements PartitionReader<InternalRow> {
    private static final int FILE = -1;
    private static final int LINE = -2;
    private static final int PROBLEM = -3;
    private static final int RAW = -4;

    private final Configuration conf;
    private final FeedSpec spec;
    private final Iterator<FeedPartition.Piece> pieces;
    private final List<String> wanted = new ArrayList<>();
    private final int[] origins;
    private final Object[] values;
    private final InternalRow row;
    private RecordReader records;
    private UTF8String file;
    private String name = "";

    FeedRows(Configuration conf, FeedSpec spec, StructType schema, FeedPartition partition) {
        this.conf = conf;
        this.spec = spec;
        this.pieces = partition.pieces().iterator();
        this.origins = new int[schema.size()];
        for (int i = 0; i < origins.length; i++) {
            origins[i] = origin(schema.fieldNames()[i]);
        }
        this.values = new Object[origins.length];
        this.row = new GenericInternalRow(values);
    }

    @Override
    public boolean next() throws IOException {
        try {
            while (records == null || !records.next()) {
                if (!openNext()) {
                    return false;
                }
            }
        } catch (FileNotFoundException | EOFException e) {
            throw new StoreException(name + " was removed or replaced while it was read; start the night again", e);
        }
        fill();
        return true;
    }

    @Override
    public InternalRow get() {
        return row;
    }

    @Override
    public void close() throws IOException {
        if (records != null) {
            records.close();
        }
    }

    private void fill() {
        for (int i = 0; i < origins.length; i++) {
            values[i] = switch (origins[i]) {
                case FILE -> file;
                case LINE -> records.line();
                case PROBLEM -> records.problem();
                case RAW -> records.raw();
                default -> records.value(origins[i]);
            };
        }
    }

    private int origin(String column) {
        return switch (column) {
            case FeedColumns.FILE -> FILE;
            case FeedColumns.LINE -> LINE;
            case FeedColumns.PROBLEM -> PROBLEM;
            case FeedColumns.RAW -> RAW;
            default -> {
                wanted.add(column);
                yield wanted.size() - 1;
            }
        };
    }

    private boolean openNext() throws IOException {
        close();
        records = null;
        if (!pieces.hasNext()) {
            return false;
        }
        FeedPartition.Piece piece = pieces.next();
        Chunk chunk = piece.chunk();
        name = piece.name();
        file = UTF8String.fromString(name);
        InputStream utf8 =
                Utf8Stream.of(ByteSource.range(conf, piece.path(), chunk.start(), chunk.end()), spec.decoding());
        records = spec.format() == FeedFormat.JSON
                ? new JsonRecordReader(utf8, spec.columns(), wanted, chunk.firstLine())
                : new CsvRecordReader(utf8, spec, piece.columns(), wanted, chunk.firstLine());
        return true;
    }
}

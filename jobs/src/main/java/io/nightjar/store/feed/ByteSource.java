package io.nightjar.store.feed;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.DecompressorStream;
import org.apache.hadoop.io.compress.zlib.BuiltInGzipDecompressor;

/** Opens the bytes of a text file, uncompressed if need be; what a file is, its first bytes tell, not its name. */
final class ByteSource {
    static final int BLOCK = 1 << 18;

    /** The ways in which a text file can be packed. */
    enum Packing {
        NONE,
        GZIP,
        ZSTD,
        /** A kind of archive that is not read. */
        OTHER
    }

    private ByteSource() {}

    static Packing packing(byte[] head, int length) {
        if (begins(head, length, 0x1F, 0x8B)) {
            return Packing.GZIP;
        }
        if (begins(head, length, 0x28, 0xB5, 0x2F, 0xFD)) {
            return Packing.ZSTD;
        }
        boolean isArchive = begins(head, length, 'P', 'K', 3, 4)
                || begins(head, length, 'B', 'Z', 'h')
                || begins(head, length, 0xFD, '7', 'z', 'X', 'Z')
                || begins(head, length, '7', 'z', 0xBC, 0xAF);
        return isArchive ? Packing.OTHER : Packing.NONE;
    }

    /** Unpacks a stream. Both decoders are plain Java or travel with Spark: no native Hadoop is needed. */
    static InputStream unpacked(InputStream raw, Packing packing) throws IOException {
        return switch (packing) {
            case NONE -> raw;
            // Unlike the JDK's, Hadoop's reader neither stops at the first of several members nor passes over a broken
            // one in silence.
            case GZIP -> new DecompressorStream(raw, new BuiltInGzipDecompressor(), BLOCK);
            case ZSTD -> new ZstdInputStream(raw);
            case OTHER -> throw new IOException("not a packing that is read");
        };
    }

    /** The bytes of a file from {@code start} up to {@code end}, both counted uncompressed. */
    static InputStream range(Configuration conf, String path, long start, long end) throws IOException {
        Path place = new Path(path);
        FSDataInputStream file = FileSystem.get(place.toUri(), conf).open(place);
        try {
            byte[] head = new byte[6];
            Packing packing = packing(head, readHead(file, head));
            if (packing == Packing.NONE) {
                file.seek(start);
                return new Bounded(file, end - start);
            }
            file.seek(0);
            InputStream text = unpacked(new BufferedInputStream(file, BLOCK), packing);
            text.skipNBytes(start);
            return new Bounded(text, end - start);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    static int readHead(InputStream in, byte[] head) throws IOException {
        return in.readNBytes(head, 0, head.length);
    }

    private static boolean begins(byte[] head, int length, int... magic) {
        for (int i = 0; i < magic.length; i++) {
            if (i >= length || (head[i] & 0xFF) != magic[i]) {
                return false;
            }
        }
        return true;
    }

    /** So many bytes of a stream, and an error if it has fewer. */
    private static final class Bounded extends InputStream {
        private final InputStream in;
        private long left;

        Bounded(InputStream in, long length) {
            this.in = in;
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            if (left == 0) {
                return -1;
            }
            int read = in.read(bytes, offset, (int) Math.min(length, left));
            if (read < 0) {
                throw new EOFException("the file is shorter than it was when the night began");
            }
            left -= read;
            return read;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}

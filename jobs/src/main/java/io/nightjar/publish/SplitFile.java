package io.nightjar.publish;

import io.nightjar.publish.dialect.FileRules;
import io.nightjar.store.Places;
import io.nightjar.store.StoreException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Rows under one name, in one file or, where that would grow too large, in several; at least one, with its header. */
final class SplitFile implements AutoCloseable {
    /**
     * One file as it was written.
     *
     * @param name of the file
     * @param rows without the header
     * @param bytes size
     * @param sha256 of the bytes
     */
    record Written(String name, long rows, long bytes, String sha256) {}

    private final Places places;
    private final Path folder;
    private final String name;
    private final FileRules rules;
    private final List<String> header;
    private final List<Written> written = new ArrayList<>();
    private OneFile current;

    /**
     * @param name without ending
     * @param rules with the limits that hold
     */
    SplitFile(Places places, Path folder, String name, FileRules rules, List<String> header) {
        this.places = places;
        this.folder = folder;
        this.name = name;
        this.rules = rules;
        this.header = header;
        this.current = new OneFile();
    }

    void write(List<String> row) {
        if (!current.write(row)) {
            end();
            current = new OneFile();
            current.write(row);
        }
    }

    /** Ends the last file and says what was written. */
    List<Written> finish() {
        end();
        return List.copyOf(written);
    }

    @Override
    public void close() {
        if (current != null) {
            end();
        }
    }

    private void end() {
        written.add(current.end());
        current = null;
    }

    private final class OneFile {
        private final String file = name
                + (written.isEmpty() ? "" : "_part-" + (written.size() + 1))
                + rules.format().ending();
        private final Path path = new Path(folder, file);
        private final MessageDigest digest = sha256();
        private final Counting out;
        private final RowFile to;
        private long rows;

        OneFile() {
            try {
                out = new Counting(new DigestOutputStream(
                        new BufferedOutputStream(places.fileSystem(path).create(path, true)), digest));
                to = rules.format() == FileRules.Format.CSV ? new CsvFile(out, header) : new ParquetFile(out, header);
            } catch (IOException e) {
                throw new StoreException("Cannot write " + path, e);
            }
        }

        /** A file has at least one row, however long. */
        boolean write(List<String> row) {
            try {
                if (rows == rules.maxRows() || !to.write(row, rows == 0 ? Long.MAX_VALUE : rules.maxBytes())) {
                    return false;
                }
                rows++;
                return true;
            } catch (IOException e) {
                throw new StoreException("Cannot write " + path, e);
            }
        }

        Written end() {
            try {
                to.close();
            } catch (IOException e) {
                throw new StoreException("Cannot write " + path, e);
            }
            return new Written(file, rows, out.bytes, HexFormat.of().formatHex(digest.digest()));
        }
    }

    /** Counts what goes through. */
    private static final class Counting extends OutputStream {
        private final OutputStream out;
        private long bytes;

        Counting(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) throws IOException {
            out.write(some, from, length);
            bytes += length;
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

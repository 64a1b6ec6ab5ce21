package io.nightjar.publish;

import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import io.nightjar.store.Places;
import io.nightjar.store.StoreException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import org.apache.hadoop.fs.Path;

/** Writes rows as RFC 4180 files with a header each, and begins a new file where one would grow too large. */
final class CsvFiles {
    private static final String FORMULA_STARTS = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private final Places places;
    private final Path folder;
    private final long maxRows;
    private final long maxBytes;

    CsvFiles(Places places, Path folder, long maxRows, long maxBytes) {
        this.places = places;
        this.folder = folder;
        this.maxRows = maxRows;
        this.maxBytes = maxBytes;
    }

    /** Text that no spreadsheet takes for a formula. */
    static String safe(String text) {
        return text != null && !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    /**
     * Writes all rows; there is at least one file, with the header.
     *
     * @param name without ending
     */
    List<ReadyFile.Entry> write(
            String segment, String part, String name, List<String> header, Iterator<List<String>> rows) {
        List<ReadyFile.Entry> written = new ArrayList<>();
        byte[] pending = null;
        do {
            String file = name + (written.isEmpty() ? "" : "_part-" + (written.size() + 1)) + ".csv";
            OneFile one = new OneFile(new Path(folder, file), line(header), pending, rows);
            written.add(new ReadyFile.Entry(segment, part, file, one.rows, one.bytes, one.sha256));
            pending = one.tooMuch;
        } while (pending != null);
        return written;
    }

    /** Reads a file back: SHA-256 of what is really there. */
    String sha256(String file) {
        Path path = new Path(folder, file);
        try (var in = places.fileSystem(path).open(path)) {
            MessageDigest digest = sha256();
            byte[] buffer = new byte[1 << 16];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw new StoreException("Cannot read back " + path, e);
        }
    }

    /** One file as written, and the row that did not fit. */
    private final class OneFile {
        private long rows;
        private long bytes;
        private final String sha256;
        private byte[] tooMuch;

        OneFile(Path path, byte[] header, byte[] first, Iterator<List<String>> more) {
            MessageDigest digest = sha256();
            try (OutputStream out = new DigestOutputStream(
                    new BufferedOutputStream(places.fileSystem(path).create(path, true)), digest)) {
                put(out, header);
                byte[] next = first != null ? first : next(more);
                while (next != null && fits(next)) {
                    put(out, next);
                    rows++;
                    next = next(more);
                }
                tooMuch = next;
            } catch (IOException e) {
                throw new StoreException("Cannot write " + path, e);
            }
            sha256 = HexFormat.of().formatHex(digest.digest());
        }

        /** A file has at least one row, however long. */
        private boolean fits(byte[] line) {
            return rows == 0 || (rows < maxRows && bytes + line.length <= maxBytes);
        }

        private void put(OutputStream out, byte[] line) throws IOException {
            out.write(line);
            bytes += line.length;
        }

        private byte[] next(Iterator<List<String>> more) {
            return more.hasNext() ? line(more.next()) : null;
        }
    }

    private static byte[] line(List<String> values) {
        StringWriter text = new StringWriter();
        CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .bufferSize(0)
                .build(text)
                .writeRecord(values);
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }
}

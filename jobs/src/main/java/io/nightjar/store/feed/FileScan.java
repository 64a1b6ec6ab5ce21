package io.nightjar.store.feed;

import io.nightjar.config.FeedFormat;
import io.nightjar.store.feed.ByteSource.Packing;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Reads one text file from end to end without parsing it: hash, charset, header, records and where to cut it. */
final class FileScan {
    private final FeedSpec spec;
    private final ListedFile file;
    private final StrictText text;
    private Count count;
    private FileProblem problem;
    private long textBytes;

    private FileScan(FeedSpec spec, ListedFile file) {
        this.spec = spec;
        this.file = file;
        this.text = new StrictText(spec.decoding());
    }

    static FileFacts of(Configuration conf, FeedSpec spec, ListedFile file) throws IOException {
        if (file.bytes() == 0) {
            return file.refused(
                    "", problem(FileProblem.Code.EMPTY_FILE, file.name() + ": the file has no bytes; export it again"));
        }
        return new FileScan(spec, file).facts(conf);
    }

    private FileFacts facts(Configuration conf) throws IOException {
        Path path = new Path(file.path());
        FileSystem files = FileSystem.get(path.toUri(), conf);
        String sha256;
        try (HashingStream raw = new HashingStream(files.open(path))) {
            scan(raw);
            sha256 = raw.finish();
            if (file.isChanged(raw.count(), files.getFileStatus(path))) {
                return file.refused(sha256, file.stillWritten());
            }
        }
        return described(sha256);
    }

    private void scan(HashingStream raw) throws IOException {
        BufferedInputStream buffered = new BufferedInputStream(raw, ByteSource.BLOCK);
        byte[] head = new byte[6];
        buffered.mark(head.length);
        int length = ByteSource.readHead(buffered, head);
        buffered.reset();
        Packing packing = ByteSource.packing(head, length);
        boolean isNamedPacked = file.name().endsWith(".gz") || file.name().endsWith(".zst");
        if (packing == Packing.OTHER || (isNamedPacked && packing == Packing.NONE)) {
            problem = problem(
                    FileProblem.Code.BAD_COMPRESSION,
                    file.name() + ": the file is not plain text, gzip or zstd; unpack it, or pack it with gzip");
            return;
        }
        // A packed stream cannot be entered half-way.
        long chunkBytes = packing == Packing.NONE ? spec.chunkBytes() : Long.MAX_VALUE;
        count = spec.format() == FeedFormat.JSON
                ? new JsonCount(file.name(), spec, chunkBytes)
                : new CsvCount(file.name(), spec, chunkBytes);
        if (packing == Packing.NONE) {
            scanText(buffered);
        } else {
            scanPacked(buffered, packing);
        }
    }

    // What breaks shows only a whole buffer late, so no line is named.
    private void scanPacked(InputStream packed, Packing packing) {
        try (InputStream unpacked = ByteSource.unpacked(new Unclosed(packed), packing)) {
            scanText(unpacked);
        } catch (EOFException e) {
            problem = cut();
        } catch (IOException e) {
            problem = String.valueOf(e.getMessage()).contains("Truncated")
                    ? cut()
                    : problem(
                            FileProblem.Code.BAD_COMPRESSION,
                            file.name() + ": the packed file is damaged; copy it again");
        }
    }

    private FileProblem cut() {
        return problem(
                FileProblem.Code.TRUNCATED_GZIP, file.name() + ": the packed file ends too early; copy it again");
    }

    /** Stays open, because the rest of the file is hashed after unpacking has ended. */
    private static final class Unclosed extends FilterInputStream {
        Unclosed(InputStream in) {
            super(in);
        }

        @Override
        public void close() {}
    }

    private void scanText(InputStream in) throws IOException {
        byte[] block = new byte[ByteSource.BLOCK];
        int length = in.readNBytes(block, 0, block.length);
        if (isUtf16(block, length)) {
            problem = problem(FileProblem.Code.UTF16, file.name() + ": the file is UTF-16; export it as UTF-8");
            return;
        }
        int from = byteOrderMark(block, length);
        while (length > 0 && problem == null && count.problem() == null) {
            scanBlock(block, from, length);
            from = 0;
            length = in.read(block, 0, block.length);
        }
        long bad = problem == null && count.problem() == null ? text.badEnd() : -1;
        if (bad >= 0) {
            problem = badCharset(bad);
        }
        count.end();
    }

    private void scanBlock(byte[] block, int from, int to) {
        long bad = text.firstBad(block, to);
        if (bad >= 0) {
            count.accept(block, from, Math.max(from, (int) (bad - textBytes)));
            problem = badCharset(bad);
        } else {
            count.accept(block, from, to);
        }
        textBytes += to;
    }

    private FileFacts described(String sha256) {
        if (problem != null) {
            return file.refused(sha256, problem);
        }
        return spec.format() == FeedFormat.JSON ? json(sha256) : csv(sha256);
    }

    private FileFacts csv(String sha256) {
        CsvHeader header = new CsvHeader(file.name(), spec, count.head());
        if (header.header().names().isEmpty()) {
            return file.refused(sha256, blank());
        }
        // A header that cannot be bound explains more than a quote further down.
        boolean isHeaderWhole = count.problem() == null || count.records() > 0;
        FileProblem first = isHeaderWhole && header.problem() != null ? header.problem() : count.problem();
        return facts(sha256, header.isHeader() ? header.header() : new Header(List.of()), List.of(), first);
    }

    private FileFacts json(String sha256) {
        JsonHead head = new JsonHead(file.name(), spec, count.head());
        if (count.records() == 0) {
            return file.refused(sha256, blank());
        }
        FileProblem first = head.problem() == null ? count.problem() : head.problem();
        return facts(sha256, head.header(), head.header().missing(spec.columns()), first);
    }

    private FileFacts facts(String sha256, Header header, List<String> absent, FileProblem first) {
        FileFacts facts = new FileFacts(
                file.name(),
                file.path(),
                file.bytes(),
                file.modifiedAt(),
                sha256,
                count.records(),
                header.names(),
                header.extra(spec.columns()),
                absent,
                List.of(),
                null,
                count.chunks());
        return first == null ? facts : facts.refused(first);
    }

    private FileProblem blank() {
        return problem(FileProblem.Code.EMPTY_FILE, file.name() + ": the file holds no text; export it again");
    }

    private FileProblem badCharset(long offset) {
        return problem(
                FileProblem.Code.BAD_CHARSET,
                file.name() + ", line " + count.line() + ": byte " + offset + " is not " + spec.charset()
                        + "; set charset to what the export is written in, for example windows-1252 ("
                        + spec.setting("charset") + ")");
    }

    private static FileProblem problem(FileProblem.Code code, String sentence) {
        return new FileProblem(code, sentence);
    }

    private static int byteOrderMark(byte[] block, int length) {
        boolean isMarked = length >= 3 && block[0] == (byte) 0xEF && block[1] == (byte) 0xBB && block[2] == (byte) 0xBF;
        return isMarked ? 3 : 0;
    }

    private static boolean isUtf16(byte[] block, int length) {
        if (length < 4) {
            return false;
        }
        int mark = ((block[0] & 0xFF) << 8) | (block[1] & 0xFF);
        boolean isLittleWithoutMark = block[0] != 0 && block[1] == 0 && block[2] != 0 && block[3] == 0;
        boolean isBigWithoutMark = block[0] == 0 && block[1] != 0 && block[2] == 0 && block[3] != 0;
        return mark == 0xFFFE || mark == 0xFEFF || isLittleWithoutMark || isBigWithoutMark;
    }
}

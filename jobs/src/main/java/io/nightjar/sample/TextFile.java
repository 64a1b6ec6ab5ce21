package io.nightjar.sample;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;

/** A text file being written, gzipped if its name says so, which knows the number of its next line. */
final class TextFile implements AutoCloseable {
    private static final int BUFFER = 1 << 16;

    private final OutputStream out;
    private long nextLine = 1;

    TextFile(Path path) throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        OutputStream file = new BufferedOutputStream(Files.newOutputStream(path), BUFFER);
        out = path.toString().endsWith(".gz") ? new QuickGzip(file) : file;
    }

    /** Gzip at a level where speed and size are both good; the class library offers no other way to set it. */
    private static final class QuickGzip extends GZIPOutputStream {
        private static final int LEVEL = 4;

        QuickGzip(OutputStream out) throws IOException {
            super(out, BUFFER);
            def.setLevel(LEVEL);
        }
    }

    long nextLine() {
        return nextLine;
    }

    void write(byte[] bytes, int start, int length) throws IOException {
        out.write(bytes, start, length);
        for (int i = start; i < start + length; i++) {
            if (bytes[i] == '\n') {
                nextLine++;
            }
        }
    }

    void line(String text, Charset charset) throws IOException {
        byte[] bytes = (text + "\n").getBytes(charset);
        write(bytes, 0, bytes.length);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}

package io.nightjar.store.feed;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** Text in any charset as UTF-8 bytes. */
final class Utf8Stream extends InputStream {
    private final Reader reader;
    private final char[] chars = new char[1 << 14];
    private int held;
    private byte[] bytes = {};
    private int position;

    private Utf8Stream(Reader reader) {
        this.reader = reader;
    }

    static InputStream of(InputStream in, Charset charset) {
        return charset.equals(StandardCharsets.UTF_8) ? in : new Utf8Stream(new InputStreamReader(in, charset));
    }

    @Override
    public int read() throws IOException {
        return position < bytes.length || fill() ? bytes[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (position == bytes.length && !fill()) {
            return -1;
        }
        int count = Math.min(length, bytes.length - position);
        System.arraycopy(bytes, position, target, offset, count);
        position += count;
        return count;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private boolean fill() throws IOException {
        int read = reader.read(chars, held, chars.length - held);
        if (read < 0 && held == 0) {
            return false;
        }
        int count = held + Math.max(read, 0);
        // Half a surrogate pair waits for its other half.
        held = read > 0 && Character.isHighSurrogate(chars[count - 1]) ? 1 : 0;
        bytes = new String(chars, 0, count - held).getBytes(StandardCharsets.UTF_8);
        chars[0] = chars[count - 1];
        position = 0;
        return bytes.length > 0 || fill();
    }
}

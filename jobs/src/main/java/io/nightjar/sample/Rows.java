package io.nightjar.sample;

import java.nio.charset.Charset;
import java.util.Arrays;

/** The rows of one feed and one block of customers, as bytes, with the time each has in the file's order. */
final class Rows {
    private final byte delimiter;
    private final Charset charset;
    private byte[] bytes = new byte[1 << 16];
    private int size;
    private int[] starts = new int[1 << 10];
    private long[] keys = new long[1 << 10];
    private int count;

    Rows(char delimiter, Charset charset) {
        this.delimiter = (byte) delimiter;
        this.charset = charset;
    }

    int count() {
        return count;
    }

    /** Begins a row that belongs at this place of the file (a time or a number, below 2^31). */
    Rows begin(long place) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, 2 * count);
            starts = Arrays.copyOf(starts, 2 * count);
        }
        keys[count] = (place << 32) | count;
        starts[count++] = size;
        return this;
    }

    /** Ends a row; the last field's delimiter becomes the line's end. */
    void end() {
        bytes[size - 1] = '\n';
    }

    Rows next() {
        return mark((char) delimiter);
    }

    Rows field(String text) {
        return raw(text).next();
    }

    Rows field(long number) {
        return number(number).next();
    }

    /** A field in quotes, quotes inside doubled. */
    Rows quoted(String text) {
        return mark('"').raw(text.replace("\"", "\"\"")).mark('"').next();
    }

    Rows raw(String text) {
        int length = text.length();
        room(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c >= 128) {
                return encoded(text.substring(i));
            }
            bytes[size++] = (byte) c;
        }
        return this;
    }

    private Rows encoded(String text) {
        byte[] encoded = text.getBytes(charset);
        room(encoded.length);
        System.arraycopy(encoded, 0, bytes, size, encoded.length);
        size += encoded.length;
        return this;
    }

    Rows mark(char ascii) {
        room(1);
        bytes[size++] = (byte) ascii;
        return this;
    }

    Rows two(long number) {
        return mark((char) ('0' + number / 10)).mark((char) ('0' + number % 10));
    }

    Rows number(long number) {
        if (number < 0) {
            return mark('-').number(-number);
        }
        if (number >= 10) {
            number(number / 10);
        }
        return mark((char) ('0' + number % 10));
    }

    /** An amount of cents as a field, with this decimal mark. */
    Rows cents(long cents, char decimalMark) {
        if (cents < 0) {
            return mark('-').cents(-cents, decimalMark);
        }
        return number(cents / 100).mark(decimalMark).two(cents % 100).next();
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, size + more));
        }
    }

    /** The rows' numbers in the order of their places. */
    int[] sorted() {
        long[] order = Arrays.copyOf(keys, count);
        Arrays.sort(order);
        int[] numbers = new int[count];
        for (int i = 0; i < count; i++) {
            numbers[i] = (int) order[i];
        }
        return numbers;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int row) {
        return starts[row];
    }

    int length(int row) {
        return (row + 1 < count ? starts[row + 1] : size) - starts[row];
    }

    /** The row's text without its line end. */
    String text(int row) {
        return new String(bytes, start(row), length(row) - 1, charset);
    }

    void clear() {
        size = 0;
        count = 0;
    }
}

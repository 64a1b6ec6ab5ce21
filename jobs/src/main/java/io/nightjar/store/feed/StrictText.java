package io.nightjar.store.feed;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.Arrays;

/** Finds the first byte of a stream that is not text in the declared charset. */
final class StrictText {
    private final CharsetDecoder decoder;
    private final CharBuffer out = CharBuffer.allocate(1 << 14);
    private byte[] carried = {};
    private long seen;

    StrictText(Charset charset) {
        decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /** The stream offset of the first undecodable byte up to the end of this block, or -1. */
    long firstBad(byte[] block, int length) {
        if (carried.length == 0 && isAscii(block, length)) {
            seen += length;
            return -1;
        }
        byte[] bytes = Arrays.copyOf(carried, carried.length + length);
        System.arraycopy(block, 0, bytes, carried.length, length);
        return decode(bytes, false);
    }

    /** The offset of a character cut off by the end of the stream, or -1. */
    long badEnd() {
        return carried.length == 0 ? -1 : decode(carried, true);
    }

    private long decode(byte[] bytes, boolean isLast) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, isLast);
        } while (result.isOverflow());
        seen += in.position() - carried.length;
        carried = Arrays.copyOfRange(bytes, in.position(), bytes.length);
        long offset = seen;
        seen += carried.length;
        return result.isError() ? offset : -1;
    }

    private static boolean isAscii(byte[] block, int length) {
        int or = 0;
        for (int i = 0; i < length; i++) {
            or |= block[i];
        }
        return or >= 0;
    }
}

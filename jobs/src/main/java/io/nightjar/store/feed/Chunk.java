package io.nightjar.store.feed;

import java.io.Serializable;

/**
 * A piece of a file that starts and ends between records; offsets count uncompressed bytes.
 *
 * @param firstLine the physical line, from 1, on which its first record starts
 * @param records how many records the preflight counted in it
 */
public record Chunk(long start, long end, long firstLine, long records) implements Serializable {
    long bytes() {
        return end - start;
    }
}

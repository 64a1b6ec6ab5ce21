package io.nightjar.store.feed;

import java.util.List;

/** Counts the records of a text file as its bytes go by, knowing nothing of the parser that will read them. */
interface Count {
    /** Takes the next block of the file, or the part of it that is text; nothing happens once there is a problem. */
    void accept(byte[] block, int from, int to);

    /** The file has ended. */
    void end();

    /** The physical line reached. */
    long line();

    /** Records so far, without the header. */
    long records();

    /** The first bytes of the text, as many as are needed to learn its columns. */
    byte[] head();

    List<Chunk> chunks();

    /** Null as long as all is well. */
    FileProblem problem();
}

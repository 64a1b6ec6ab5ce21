package io.nightjar.store.feed;

import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Says how a file differs from what it was. */
final class Change {
    private Change() {}

    /** Empty if it does not. A file that was only touched is the same file. */
    static String of(Configuration conf, ListedFile file, String sha256) {
        try {
            return compared(conf, file, sha256);
        } catch (FileNotFoundException e) {
            return file.name() + " is gone";
        } catch (IOException e) {
            return file.name() + " cannot be read any more (" + e.getClass().getSimpleName() + ")";
        }
    }

    private static String compared(Configuration conf, ListedFile file, String sha256) throws IOException {
        Path path = new Path(file.path());
        FileSystem files = FileSystem.get(path.toUri(), conf);
        try (HashingStream raw = new HashingStream(files.open(path))) {
            long now = files.getFileStatus(path).getLen();
            if (now != file.bytes()) {
                return file.name() + " had " + file.bytes() + " bytes and has " + now;
            }
            return raw.finish().equals(sha256) ? "" : file.name() + " has other content";
        }
    }
}

package io.nightjar.store.feed;

import java.io.Serializable;
import java.util.List;

/**
 * The files of a feed as they were when the night began: the snapshot it works on.
 *
 * @param files in the order of their names, readable or not
 * @param ignored names that were passed over, each with why
 * @param lookedFor the place that was searched, for the message when nothing is there
 */
public record Inventory(FeedSpec spec, List<FileFacts> files, List<String> ignored, String lookedFor)
        implements Serializable {
    public Inventory {
        files = List.copyOf(files);
        ignored = List.copyOf(ignored);
    }

    public boolean isEmpty() {
        return files.isEmpty();
    }

    public List<FileFacts> readable() {
        return files.stream().filter(FileFacts::isReadable).toList();
    }

    public List<FileProblem> problems() {
        return files.stream()
                .filter(file -> !file.isReadable())
                .map(FileFacts::problem)
                .toList();
    }

    /** Records in the readable files: what {@link FeedReader#read} must give. */
    public long records() {
        return readable().stream().mapToLong(FileFacts::records).sum();
    }
}

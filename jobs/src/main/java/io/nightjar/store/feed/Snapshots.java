package io.nightjar.store.feed;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;

/** Compares feeds with what they were, by names, sizes and times only: enough to see that nobody touched them. */
public final class Snapshots {
    private Snapshots() {}

    /** Whether the same files are there, of the same size and age, as when the inventory was taken. */
    public static boolean isUntouched(Configuration conf, Inventory inventory) {
        List<String> now = new ArrayList<>();
        for (ListedFile file : Listing.of(conf, inventory.spec()).files()) {
            now.add(file.name() + " " + file.bytes() + " " + file.modifiedAt());
        }
        List<String> then = new ArrayList<>();
        for (FileFacts file : inventory.files()) {
            then.add(file.name() + " " + file.bytes() + " " + file.modifiedAt());
        }
        then.sort(null);
        now.sort(null);
        return now.equals(then);
    }
}

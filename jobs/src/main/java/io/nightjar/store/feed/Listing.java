package io.nightjar.store.feed;

import io.nightjar.store.StoreException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Finds the files of a feed, and says which names it passed over and why. */
final class Listing {
    private static final List<String> UNFINISHED =
            List.of("._copying_", ".part", ".partial", ".filepart", ".crdownload", ".tmp", ".inprogress", ".swp");

    private final FileSystem files;
    private final Path glob;
    private final String prefix;
    private final Map<String, ListedFile> found = new TreeMap<>();
    private final List<String> ignored = new ArrayList<>();

    private Listing(FileSystem files, Path glob, String prefix) {
        this.files = files;
        this.glob = glob;
        this.prefix = prefix;
    }

    static Listing of(Configuration conf, FeedSpec spec) {
        Path given = new Path(spec.root(), spec.path());
        try {
            FileSystem files = FileSystem.get(given.toUri(), conf);
            Path root = files.makeQualified(new Path(spec.root()));
            Path glob = files.makeQualified(given);
            Listing listing = new Listing(files, glob, prefix(root.toString(), glob.toString()));
            listing.collect();
            return listing;
        } catch (IOException e) {
            throw new StoreException(
                    "Cannot list " + spec.setting("path") + " " + spec.path() + ": " + e.getMessage(), e);
        }
    }

    List<ListedFile> files() {
        return List.copyOf(found.values());
    }

    String lookedFor() {
        return glob.toString();
    }

    List<String> ignored() {
        return ignored.stream().sorted().toList();
    }

    private void collect() throws IOException {
        FileStatus[] matches = files.globStatus(glob);
        if (matches != null) {
            for (FileStatus match : matches) {
                add(match);
            }
        }
    }

    private void add(FileStatus status) throws IOException {
        String why = whyIgnored(status.getPath().getName());
        if (why != null) {
            ignored.add(name(status.getPath()) + ": " + why);
        } else if (status.isDirectory()) {
            FileStatus[] below = files.listStatus(status.getPath());
            for (FileStatus each : List.of(below).stream()
                    .sorted(Comparator.comparing(FileStatus::getPath))
                    .toList()) {
                add(each);
            }
        } else {
            String name = name(status.getPath());
            found.put(
                    name,
                    new ListedFile(name, status.getPath().toString(), status.getLen(), status.getModificationTime()));
        }
    }

    private static String whyIgnored(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (UNFINISHED.stream().anyMatch(lower::endsWith)) {
            return "still being copied, by its name";
        }
        if (name.startsWith(".")) {
            return "hidden, by the dot before its name";
        }
        return name.startsWith("_") ? "not data, by the underscore before its name" : null;
    }

    private String name(Path path) {
        String full = path.toString();
        return full.startsWith(prefix) ? full.substring(prefix.length()) : path.getName();
    }

    // Below the root, names are relative to it; elsewhere to the parent of the last folder spelled without wildcards.
    private static String prefix(String root, String glob) {
        String folder = root.endsWith("/") ? root : root + "/";
        if (glob.startsWith(folder)) {
            return folder;
        }
        int wildcard = glob.length();
        for (char c : "*?[{".toCharArray()) {
            int at = glob.indexOf(c);
            wildcard = at >= 0 ? Math.min(wildcard, at) : wildcard;
        }
        int lastFolder = glob.lastIndexOf('/', wildcard - 1);
        int parent = glob.lastIndexOf('/', lastFolder - 1);
        return glob.substring(0, Math.max(parent, 0) + 1);
    }
}

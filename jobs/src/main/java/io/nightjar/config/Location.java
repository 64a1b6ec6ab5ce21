package io.nightjar.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place on some file system, as Hadoop would understand it.
 *
 * @param store scheme and authority, such as {@code s3a://bucket}; {@code file:} for this machine
 * @param segments names from the root on
 */
record Location(String store, List<String> segments) {
    private static final String LOCAL = "file:";
    private static final int MOST_LINKS = 40;
    private static final Pattern URI = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(?://([^/]*))?(.*)");

    Location {
        segments = List.copyOf(segments);
    }

    static boolean hasScheme(String path) {
        return URI.matcher(path).matches();
    }

    static Location of(String path) {
        Matcher uri = URI.matcher(path);
        if (!uri.matches()) {
            return new Location(LOCAL, names(Path.of(path).toAbsolutePath().toString()));
        }
        String scheme = uri.group(1).toLowerCase(Locale.ROOT);
        if (scheme.equals("file")) {
            return new Location(LOCAL, names(uri.group(3)));
        }
        // All three names lead to the same bucket.
        String store = scheme.equals("s3") || scheme.equals("s3n") ? "s3a" : scheme;
        String authority = uri.group(2) == null ? "" : uri.group(2).toLowerCase(Locale.ROOT);
        return new Location(store + "://" + authority, names(uri.group(3)));
    }

    boolean isLocal() {
        return store.equals(LOCAL);
    }

    boolean startsWith(Location other) {
        int length = other.segments.size();
        return store.equals(other.store)
                && segments.size() >= length
                && segments.subList(0, length).equals(other.segments);
    }

    Location first(int length) {
        return new Location(store, segments.subList(0, length));
    }

    Path local() {
        return Path.of("/" + String.join("/", segments));
    }

    /** Without {@code .}, {@code ..} and, on this machine, symbolic links; names that do not exist yet stay. */
    Location resolved() throws IOException {
        return new Location(store, follow(List.of(), segments, MOST_LINKS));
    }

    /** Goes down name by name, so that {@code ..} behind a link means the parent of the link's target. */
    private List<String> follow(List<String> from, List<String> names, int linksLeft) throws IOException {
        List<String> at = new ArrayList<>(from);
        for (int i = 0; i < names.size(); i++) {
            step(at, names.get(i));
            Path path = Path.of("/" + String.join("/", at));
            if (isLocal() && Files.isSymbolicLink(path)) {
                return follow(List.of(), behind(path, names.subList(i + 1, names.size())), fewer(linksLeft, path));
            }
        }
        return at;
    }

    private static void step(List<String> at, String name) {
        if (!name.equals("..")) {
            at.add(name);
        } else if (!at.isEmpty()) {
            at.remove(at.size() - 1);
        }
    }

    private static List<String> behind(Path link, List<String> rest) throws IOException {
        Path target = link.resolveSibling(Files.readSymbolicLink(link));
        List<String> names = new ArrayList<>(names(target.toString()));
        names.addAll(rest);
        return names;
    }

    private static int fewer(int linksLeft, Path link) throws IOException {
        if (linksLeft == 0) {
            throw new IOException("Too many symbolic links at " + link);
        }
        return linksLeft - 1;
    }

    private static List<String> names(String path) {
        return Arrays.stream(path.split("/"))
                .filter(name -> !name.isEmpty() && !name.equals("."))
                .toList();
    }
}

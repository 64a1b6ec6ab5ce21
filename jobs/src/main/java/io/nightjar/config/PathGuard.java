package io.nightjar.config;

import java.util.Optional;

/** Keeps what a night writes apart from what it reads, and below the folders it may write to. */
public final class PathGuard {
    private PathGuard() {}

    /** Refuses a home that is, contains or lies inside a feed's files. */
    public static void requireApart(String home, String input) {
        complaintApart(home, input).ifPresent(text -> {
            throw new ConfigException("home " + text);
        });
    }

    /** A path below a root, for names that come from a file. */
    public static String below(String root, String relative) {
        complaintBelow(root, relative).ifPresent(text -> {
            throw new ConfigException("The path " + relative + " " + text);
        });
        return root.endsWith("/") ? root + relative : root + "/" + relative;
    }

    static Optional<String> complaintBelowHome(String relative) {
        return Optional.empty();
    }

    static Optional<String> complaintBelow(String root, String relative) {
        return Optional.empty();
    }

    static Optional<String> complaintApart(String home, String input) {
        return Optional.empty();
    }
}

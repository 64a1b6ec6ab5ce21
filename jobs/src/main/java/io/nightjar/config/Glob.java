package io.nightjar.config;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/**
 * A Hadoop path pattern, one pattern a name: {@code *}, {@code ?}, {@code [a-z]}, {@code [^a]}.
 *
 * @param pattern with its braces already spelled out, see {@link #alternatives}
 */
record Glob(Location pattern) {
    /** A glob over more entries than this is not followed link by link. */
    private static final int MOST_ENTRIES = 20_000;

    /** {@code a/{b,c/d}/*} is two patterns; braces may hold slashes and braces. */
    static List<String> alternatives(String pattern) {
        int open = pattern.indexOf('{');
        int close = open < 0 ? -1 : closing(pattern, open);
        if (close < 0) {
            return List.of(pattern);
        }
        List<String> all = new ArrayList<>();
        for (String choice : choices(pattern.substring(open + 1, close))) {
            all.addAll(alternatives(pattern.substring(0, open) + choice + pattern.substring(close + 1)));
        }
        return all;
    }

    /** The folder or file before the first name that is a pattern. */
    Location base() {
        int length = 0;
        while (length < pattern.segments().size()
                && !isPattern(pattern.segments().get(length))) {
            length++;
        }
        return pattern.first(length);
    }

    /** Whether a resolved place is something the glob names, or lies in it. */
    boolean covers(Location place) throws IOException {
        Location base = base();
        List<String> patterns = pattern.segments()
                .subList(base.segments().size(), pattern.segments().size());
        Location start = base.resolved();
        int length = start.segments().size();
        if (!place.startsWith(start) || place.segments().size() < length + patterns.size()) {
            return false;
        }
        for (int i = 0; i < patterns.size(); i++) {
            if (!matches(patterns.get(i), place.segments().get(length + i))) {
                return false;
            }
        }
        return true;
    }

    /** What the glob names on this machine today; nothing on other file systems. */
    List<Path> localMatches() throws IOException {
        if (!pattern.isLocal()) {
            return List.of();
        }
        Location base = base();
        List<Path> found = List.of(base.local());
        for (String name : pattern.segments()
                .subList(base.segments().size(), pattern.segments().size())) {
            found = children(found, name);
        }
        return found.stream().filter(Files::exists).toList();
    }

    private static List<Path> children(List<Path> parents, String pattern) throws IOException {
        List<Path> children = new ArrayList<>();
        for (Path parent : parents) {
            if (!isPattern(pattern)) {
                children.add(parent.resolve(pattern));
            } else if (Files.isDirectory(parent) && Files.isReadable(parent)) {
                list(parent, pattern, children);
            }
        }
        return children;
    }

    private static void list(Path parent, String pattern, List<Path> children) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(parent)) {
            for (Path entry : entries) {
                if (children.size() < MOST_ENTRIES
                        && matches(pattern, entry.getFileName().toString())) {
                    children.add(entry);
                }
            }
        }
    }

    private static boolean isPattern(String name) {
        return name.chars().anyMatch(letter -> "*?[\\".indexOf(letter) >= 0);
    }

    /** A pattern that cannot be understood is taken to match: better one refusal too many. */
    private static boolean matches(String pattern, String name) {
        if (!isPattern(pattern)) {
            return pattern.equals(name);
        }
        try {
            return FileSystems.getDefault()
                    .getPathMatcher("glob:" + pattern.replace("[^", "[!"))
                    .matches(Path.of(name));
        } catch (PatternSyntaxException e) {
            return true;
        }
    }

    private static int closing(String pattern, int open) {
        int depth = 0;
        for (int i = open; i < pattern.length(); i++) {
            depth += pattern.charAt(i) == '{' ? 1 : pattern.charAt(i) == '}' ? -1 : 0;
            if (depth == 0) {
                return i;
            }
        }
        return -1;
    }

    private static List<String> choices(String inside) {
        List<String> choices = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < inside.length(); i++) {
            char letter = inside.charAt(i);
            depth += letter == '{' ? 1 : letter == '}' ? -1 : 0;
            if (letter == ',' && depth == 0) {
                choices.add(inside.substring(from, i));
                from = i + 1;
            }
        }
        choices.add(inside.substring(from));
        return choices;
    }
}

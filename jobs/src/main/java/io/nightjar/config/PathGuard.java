package io.nightjar.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Keeps what a night writes apart from what it reads, and below the folders it may write to. */
public final class PathGuard {
    private PathGuard() {}

    /**
     * Refuses a home that is, contains or lies inside a feed's files, also by way of symbolic links.
     *
     * @param home folder or URI the night writes below
     * @param input file, folder or Hadoop glob the night reads
     */
    public static void requireApart(String home, String input) {
        complaintApart(home, input).ifPresent(text -> {
            throw new ConfigException("home " + text);
        });
    }

    /** The path below a root; a path that would lead out of it is refused, also by way of symbolic links. */
    public static String below(String root, String relative) {
        complaintBelow(root, relative).ifPresent(text -> {
            throw new ConfigException("The path " + relative + " below " + root + " " + text);
        });
        return root.endsWith("/") ? root + relative : root + "/" + relative;
    }

    static Optional<String> complaintBelow(String root, String relative) {
        if (Location.hasScheme(relative) || relative.startsWith("/")) {
            return Optional.of("must be a folder below " + root + " but is \"" + relative + "\"");
        }
        boolean leadsOut = Arrays.asList(relative.split("/")).contains("..");
        if (leadsOut || relative.startsWith("~")) {
            return Optional.of("must not hold .. or begin with ~ but is \"" + relative + "\"");
        }
        try {
            boolean isBelow = Location.of(root + "/" + relative)
                    .resolved()
                    .startsWith(Location.of(root).resolved());
            return isBelow
                    ? Optional.empty()
                    : Optional.of("must stay below " + root + " but \"" + relative + "\" leads out by a symbolic link");
        } catch (IOException e) {
            return Optional.of("cannot be followed: \"" + relative + "\" has symbolic links without end");
        } catch (InvalidPathException e) {
            return Optional.of("is not a path of this machine");
        }
    }

    static Optional<String> complaintApart(String home, String input) {
        if (home.isBlank() || input.isBlank()) {
            return Optional.empty();
        }
        try {
            Location place = Location.of(home).resolved();
            for (String pattern : Glob.alternatives(input)) {
                Optional<String> complaint = complaint(home, place, input, new Glob(Location.of(pattern)));
                if (complaint.isPresent()) {
                    return complaint;
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot be compared with the input " + input + ": symbolic links without end");
        } catch (InvalidPathException e) {
            return Optional.of("or the input " + input + " is not a path of this machine");
        }
    }

    private static Optional<String> complaint(String home, Location place, String input, Glob glob) throws IOException {
        if (glob.base().resolved().startsWith(place)) {
            return Optional.of("must not hold the files that are read but \"" + home + "\" is or holds " + input);
        }
        if (glob.covers(place)) {
            return Optional.of("must lie apart from the files that are read but \"" + home + "\" lies in " + input);
        }
        for (Path match : glob.localMatches()) {
            Location found = Location.of(match.toString()).resolved();
            boolean overlaps = found.startsWith(place) || (Files.isDirectory(match) && place.startsWith(found));
            if (overlaps) {
                return Optional.of("must lie apart from the files that are read but \"" + home + "\" overlaps " + input
                        + " by " + match);
            }
        }
        return Optional.empty();
    }
}

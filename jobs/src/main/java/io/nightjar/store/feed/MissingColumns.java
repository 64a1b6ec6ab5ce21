package io.nightjar.store.feed;

import java.util.List;
import java.util.stream.Collectors;

/** Says which columns a file lacks, what they may be called there, and which setting to change. */
final class MissingColumns {
    private MissingColumns() {}

    static String sentence(Header header, List<String> missing, FeedSpec spec) {
        String first = missing.get(0);
        String names = missing.stream()
                .map(column -> column
                        + header.nearest(column)
                                .map(near -> " (nearest: " + near + ")")
                                .orElse(""))
                .collect(Collectors.joining(", "));
        String repair = header.nearest(first)
                .map(near -> "set columns." + first + " = \"" + near + "\" if it was renamed")
                .orElse("set columns." + first + " to what the file has, or take it out");
        return (missing.size() == 1 ? "column " : "columns ") + names + " not found; export it, or " + repair + " ("
                + spec.setting("columns") + ")";
    }
}

package io.nightjar.store.feed;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Files that were delivered twice under different names are counted once: the first by name stays. */
final class Repeats {
    private Repeats() {}

    static List<FileFacts> refused(List<FileFacts> files) {
        Map<String, String> names = new HashMap<>();
        List<FileFacts> kept = new ArrayList<>();
        for (FileFacts file : files) {
            // Files without records, such as headers only, are alike by nature.
            boolean hasContent = file.isReadable() && file.records() > 0;
            String earlier = hasContent ? names.putIfAbsent(file.sha256(), file.name()) : null;
            kept.add(earlier == null ? file : file.refused(problem(file.name(), earlier)));
        }
        return kept;
    }

    private static FileProblem problem(String name, String earlier) {
        return new FileProblem(
                FileProblem.Code.DUPLICATE_FILE,
                name + ": the file has the same content as " + earlier + ", which is counted once; remove one of them");
    }
}

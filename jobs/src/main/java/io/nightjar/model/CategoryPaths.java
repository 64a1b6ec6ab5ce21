package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;

/** Paths of categories, {@code Wine > Red}: a category holds those below it, but not every one that begins alike. */
final class CategoryPaths {
    private static final String BELOW = " > ";

    private CategoryPaths() {}

    /** Whether a path is the category or is below it. */
    static boolean isIn(String path, String category) {
        return path.equals(category) || path.startsWith(category + BELOW);
    }

    /** The same for a column; nothing is in no category. */
    static Column isIn(Column path, String category) {
        return coalesce(path.equalTo(category).or(path.startsWith(category + BELOW)), lit(false));
    }

    /** The name of the top-level category of each path: the first level on which the paths are not all the same. */
    static Map<String, String> tops(Collection<String> paths) {
        List<String[]> split = paths.stream().map(path -> path.split(BELOW)).toList();
        int shared = 0;
        while (isShared(split, shared)) {
            shared++;
        }
        Map<String, String> tops = new TreeMap<>();
        for (String path : paths) {
            String[] levels = path.split(BELOW);
            tops.put(path, levels[Math.min(shared, levels.length - 1)]);
        }
        return tops;
    }

    private static boolean isShared(List<String[]> paths, int level) {
        return !paths.isEmpty()
                && paths.stream().allMatch(path -> path.length > level + 1 && path[level].equals(paths.get(0)[level]));
    }

    /** The largest top-level categories, at most so many, those of most products first, equals by name. */
    static List<String> largest(Collection<String> tops, int most) {
        Map<String, Integer> sizes = new TreeMap<>();
        tops.forEach(top -> sizes.merge(top, 1, Integer::sum));
        return sizes.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }
}

package io.nightjar.model;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;

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
}

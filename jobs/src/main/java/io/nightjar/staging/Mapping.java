package io.nightjar.staging;

import io.nightjar.config.ConfigException;
import io.nightjar.config.FeedSettings;
import io.nightjar.schema.Field;
import io.nightjar.schema.SqlColumns;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which SQL expression over which raw columns gives each canonical column of a feed. */
final class Mapping {
    private final Map<String, String> expressions;
    private final Map<String, List<String>> rawColumns;

    private Mapping(Map<String, String> expressions, Map<String, List<String>> rawColumns) {
        this.expressions = expressions;
        this.rawColumns = rawColumns;
    }

    /** The mapping as configured; every mistake in an expression is told with the place it was written at. */
    static Mapping configured(FeedSettings feed) {
        Map<String, String> expressions = new LinkedHashMap<>(feed.columns());
        Map<String, List<String>> raw = new LinkedHashMap<>();
        expressions.forEach((column, expression) -> raw.put(column, rawColumns(feed, column, expression)));
        return new Mapping(expressions, raw);
    }

    /** For a feed without {@code columns}: each canonical column from the raw column of the same name. */
    static Mapping byName(List<String> present) {
        Map<String, String> expressions = new LinkedHashMap<>();
        Map<String, List<String>> raw = new LinkedHashMap<>();
        for (String name : present) {
            expressions.put(name, name);
            raw.put(name, List.of(name));
        }
        return new Mapping(expressions, raw);
    }

    /** All raw columns that the expressions name. */
    Set<String> allRawColumns() {
        Set<String> all = new LinkedHashSet<>();
        rawColumns.values().forEach(all::addAll);
        return all;
    }

    /** By canonical column. */
    Map<String, String> expressions() {
        return expressions;
    }

    boolean has(Field field) {
        return expressions.containsKey(field.name());
    }

    String expression(Field field) {
        return expressions.get(field.name());
    }

    List<String> rawColumns(Field field) {
        return rawColumns.getOrDefault(field.name(), List.of());
    }

    /** What a column's value is read from, as SQL: raw columns, or those parts of nested ones that the mapping takes. */
    List<String> texts(Field field) {
        return has(field) ? SqlColumns.readBy(expression(field)) : List.of();
    }

    private static List<String> rawColumns(FeedSettings feed, String column, String expression) {
        try {
            return SqlColumns.of(expression);
        } catch (IllegalArgumentException e) {
            throw new ConfigException(feed.origin() + ": columns." + column + " is not a SQL expression: " + expression
                    + " (" + e.getMessage() + ")");
        }
    }
}

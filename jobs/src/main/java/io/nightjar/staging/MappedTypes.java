package io.nightjar.staging;

import static org.apache.spark.sql.functions.expr;

import io.nightjar.config.ConfigException;
import io.nightjar.job.Feed;
import io.nightjar.schema.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.types.DataType;

/** What Spark says to the expressions of a mapping before any row is read: their types, or all that is wrong. */
final class MappedTypes {
    private final Map<String, DataType> types = new LinkedHashMap<>();
    private final Set<String> translated = new LinkedHashSet<>();

    private MappedTypes() {}

    static MappedTypes of(Feed feed, Mapping mapping) {
        MappedTypes mapped = new MappedTypes();
        List<String> mistakes = new ArrayList<>();
        mapping.expressions().forEach((column, expression) -> {
            try {
                mapped.add(column, project(feed.rows(), expression));
            } catch (IllegalArgumentException e) {
                mistakes.add(feed.settings().origin() + ": columns." + column + " = " + expression + " cannot be used: "
                        + e.getMessage());
            }
        });
        if (!mistakes.isEmpty()) {
            throw new ConfigException(String.join("\n", mistakes));
        }
        return mapped;
    }

    DataType type(Field field) {
        return types.get(field.name());
    }

    /** Whether the values of a column are words translated one by one, so that a word may be unknown. */
    boolean isTranslated(Field field) {
        return translated.contains(field.name());
    }

    private void add(String column, Project project) {
        Expression value = (Expression) project.projectList().head();
        types.put(column, value.dataType());
        if (value instanceof Alias alias && alias.child() instanceof CaseWhen) {
            translated.add(column);
        }
    }

    private static Project project(Dataset<Row> rows, String expression) {
        LogicalPlan read = rows.queryExecution().analyzed();
        if (!(analyzed(rows, expression) instanceof Project project)
                || project.projectList().size() != 1
                || !project.child().fastEquals(read)) {
            throw new IllegalArgumentException("it must give one value for each row, from that row alone");
        }
        if (changes((Expression) project.projectList().head())) {
            throw new IllegalArgumentException(
                    "it gives another value each time it is computed; take the value from the export");
        }
        return project;
    }

    private static LogicalPlan analyzed(Dataset<Row> rows, String expression) {
        try {
            return rows.select(expr(expression)).queryExecution().analyzed();
        } catch (Exception e) {
            // Spark is Scala and declares nothing; what it throws is checked all the same.
            if (e instanceof AnalysisException) {
                throw new IllegalArgumentException(
                        String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
            }
            throw e;
        }
    }

    private static boolean changes(Expression expression) {
        if (!expression.deterministic()
                || expression instanceof CurrentTimestampLike
                || expression instanceof CurrentDate
                || expression instanceof LocalTimestamp) {
            return true;
        }
        for (Expression child : scala.jdk.javaapi.CollectionConverters.asJava(expression.children())) {
            if (changes(child)) {
                return true;
            }
        }
        return false;
    }
}

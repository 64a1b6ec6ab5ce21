package io.nightjar.schema;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;

/** The column names that a SQL expression speaks about. */
public final class SqlColumns {
    private SqlColumns() {}

    /**
     * In the order of their first mention.
     *
     * @throws IllegalArgumentException if the text is no SQL expression, with the parser's first line
     */
    public static List<String> of(String expression) {
        List<String> names = new ArrayList<>();
        collect(parsed(expression), names);
        return names.stream().distinct().toList();
    }

    /**
     * What a SQL expression reads, as SQL: columns with their path into a nested value, and what {@code get_json_object}
     * takes out of one.
     *
     * @throws IllegalArgumentException if the text is no SQL expression
     */
    public static List<String> readBy(String expression) {
        List<String> values = new ArrayList<>();
        collectRead(parsed(expression), values);
        return values.stream().distinct().toList();
    }

    private static Expression parsed(String expression) {
        try {
            return CatalystSqlParser$.MODULE$.parseExpression(expression);
        } catch (Exception e) {
            // The parser is Scala and declares nothing; what it throws is checked all the same.
            String reason = String.valueOf(e.getMessage())
                    .lines()
                    .filter(line -> !line.isBlank())
                    .findFirst()
                    .orElse("");
            throw new IllegalArgumentException(reason, e);
        }
    }

    private static void collect(Expression expression, List<String> names) {
        if (expression instanceof UnresolvedAttribute attribute) {
            names.add(attribute.nameParts().head());
        }
        for (Expression child : scala.jdk.javaapi.CollectionConverters.asJava(expression.children())) {
            collect(child, names);
        }
    }

    private static void collectRead(Expression expression, List<String> values) {
        boolean takesPart = expression instanceof UnresolvedFunction function
                && "get_json_object".equalsIgnoreCase(function.nameParts().mkString("."));
        if (takesPart || expression instanceof UnresolvedAttribute) {
            values.add(expression.sql());
            return;
        }
        for (Expression child : scala.jdk.javaapi.CollectionConverters.asJava(expression.children())) {
            collectRead(child, values);
        }
    }
}

package io.nightjar.schema;

import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
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
}

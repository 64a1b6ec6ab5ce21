package io.nightjar.segment;

import io.nightjar.config.SegmentDefinition;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.SegmentMembers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser$;
import org.apache.spark.sql.functions;

/**
 * The places of all lists in one sort, though each list has an order of its own: the orders stand one after the other,
 * and each says the same of everybody on a list that it does not belong to.
 */
final class RankOrder {
    private RankOrder() {}

    /** Place of each row on its list, equals by id. */
    static Column rank(List<SegmentDefinition> segments) {
        Map<String, Set<String>> orders = new LinkedHashMap<>();
        for (SegmentDefinition segment : segments) {
            orders.computeIfAbsent(segment.rankBy(), order -> new TreeSet<>()).add(segment.name());
        }
        String all = orders.entrySet().stream()
                .flatMap(entry -> parsed(entry.getKey()).stream().map(order -> only(order, entry.getValue())))
                .collect(Collectors.joining(", "));
        return functions.expr("row_number() over (partition by " + SegmentMembers.SEGMENT.name() + " order by " + all
                + ", " + IdentityLinks.CUSTOMER_ID.name() + ")");
    }

    private static String only(SortOrder order, Set<String> segments) {
        String names = segments.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return "case when " + SegmentMembers.SEGMENT.name() + " in (" + names + ") then "
                + order.child().sql() + " end " + order.direction().sql() + " "
                + order.nullOrdering().sql();
    }

    private static List<SortOrder> parsed(String rankBy) {
        WindowExpression window = (WindowExpression)
                CatalystSqlParser$.MODULE$.parseExpression("row_number() over (order by " + rankBy + ")");
        return scala.jdk.javaapi.CollectionConverters.asJava(window.windowSpec().orderSpec());
    }
}

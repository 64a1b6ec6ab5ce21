package io.nightjar.segment;

import io.nightjar.config.SegmentDefinition;
import io.nightjar.schema.Field;
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
        Map<String, String> orders = new LinkedHashMap<>();
        segments.forEach(segment -> orders.put(segment.name(), segment.rankBy()));
        return rank(orders, SegmentMembers.SEGMENT, List.of(), List.of(IdentityLinks.CUSTOMER_ID));
    }

    /**
     * Place of each row among those of the same list and of more that is the same.
     *
     * @param orders SQL ordering by list
     * @param list names the row's list
     * @param last decide between equals
     */
    static Column rank(Map<String, String> orders, Field list, List<Field> more, List<Field> last) {
        Map<String, Set<String>> lists = new LinkedHashMap<>();
        orders.forEach((name, order) ->
                lists.computeIfAbsent(order, same -> new TreeSet<>()).add(name));
        String all = lists.entrySet().stream()
                .flatMap(entry -> parsed(entry.getKey()).stream().map(order -> only(order, list, entry.getValue())))
                .collect(Collectors.joining(", "));
        return functions.expr("row_number() over (partition by " + list.name()
                + more.stream().map(field -> ", " + field.name()).collect(Collectors.joining()) + " order by " + all
                + last.stream().map(field -> ", " + field.name()).collect(Collectors.joining()) + ")");
    }

    private static String only(SortOrder order, Field list, Set<String> names) {
        String quoted = names.stream().map(name -> "'" + name + "'").collect(Collectors.joining(", "));
        return "case when " + list.name() + " in (" + quoted + ") then "
                + order.child().sql() + " end " + order.direction().sql() + " "
                + order.nullOrdering().sql();
    }

    private static List<SortOrder> parsed(String rankBy) {
        WindowExpression window =
                (WindowExpression) CatalystSqlParser$.MODULE$.parseExpression(SegmentBase.orderOf(rankBy));
        return scala.jdk.javaapi.CollectionConverters.asJava(window.windowSpec().orderSpec());
    }
}

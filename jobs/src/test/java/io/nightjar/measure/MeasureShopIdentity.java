package io.nightjar.measure;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Who is who in a shop whose truth is known: precision and recall over all pairs of records, those that blocking never
 * compares included. A source's line counts pairs with at least one record of it and the other a customer record or one
 * of its own. Records that name a key are those of the others that can be told at all: cards with a customer number,
 * mailbox or telephone, and orders and tickets with more than the mailbox of a family or of the shop.
 */
@Command(
        name = "shop-identity",
        mixinStandardHelpOptions = true,
        description = "Pair precision and recall of a simulated shop against its truth.")
final class MeasureShopIdentity implements Callable<Integer> {
    /** What is judged, and which records of the truth it is. */
    private static final Map<String, String> SOURCES = Map.of(
            "customers", "source = 'customers'",
            "loyalty members", "source = 'loyalty_members'",
            "guest orders", "source = 'purchases'",
            "tickets", "source = 'interactions'",
            "visitors who logged in", "source = 'clickstream' and logged_in",
            "visitors, all", "source = 'clickstream'");

    @Mixin
    private TrueShop shop = new TrueShop(2_000);

    @Override
    public Integer call() throws IOException, SQLException {
        shop.write();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement()) {
            shop.view(sql, "build-purchases", "build-interactions", "collect-identifiers", "resolve-identities");
            judge(sql, shop.exports());
        }
        return 0;
    }

    private void judge(Statement sql, Path exports) throws SQLException {
        sql.execute("""
                create table judged as
                with logins as (select distinct source_key as visitor_id from identifiers
                    where source = 'clickstream' and kind = 'login'),
                cards as (select distinct source_key as card from identifiers
                    where source = 'loyalty_members' and kind <> 'loyalty_number'),
                found as (
                  select source, source_key, customer_id from identity_links
                    where source in ('customers', 'loyalty_members', 'clickstream')
                  union all select distinct 'purchases', order_id, customer_id from purchases
                  union all select distinct 'interactions', interaction_id, customer_id from person_interactions)
                select source, source_key, person,
                  coalesce(customer_id, 'nobody ' || source || ' ' || source_key) as customer_id,
                  visitor_id is not null as logged_in,
                  source <> 'clickstream' and customer_id is not null
                    and (source <> 'loyalty_members' or card is not null) as names_somebody
                from read_csv('%s/truth/persons.csv', header = true, all_varchar = true)
                left join found using (source, source_key)
                left join logins on case when source = 'clickstream' then source_key end = visitor_id
                left join cards on case when source = 'loyalty_members' then source_key end = card
                """.formatted(exports));
        Lines lines = new Lines("records", "count", "true pairs", "found pairs", "right", "precision", "recall");
        for (String name : List.of(
                "customers", "loyalty members", "guest orders", "tickets", "visitors who logged in", "visitors, all")) {
            String set = SOURCES.get(name);
            Pairs alone = pairs(sql, "source = 'customers'");
            Pairs both = pairs(sql, "source = 'customers' or (" + set + ")");
            lines(lines, name, count(sql, set), name.equals("customers") ? both : both.minus(alone));
        }
        lines(lines, "all but visitors", count(sql, "source <> 'clickstream'"), pairs(sql, "source <> 'clickstream'"));
        lines(lines, "that name a key", count(sql, "names_somebody"), pairs(sql, "names_somebody"));
        lines(lines, "all", count(sql, "true"), pairs(sql, "true"));
        lines.print();
        largestWrong(sql);
    }

    private static void lines(Lines lines, String name, long count, Pairs pairs) {
        lines.add(
                name,
                count,
                pairs.wanted(),
                pairs.found(),
                pairs.right(),
                String.format(Locale.ROOT, "%.5f", pairs.found() == 0 ? 1 : (double) pairs.right() / pairs.found()),
                String.format(Locale.ROOT, "%.5f", pairs.wanted() == 0 ? 1 : (double) pairs.right() / pairs.wanted()));
    }

    /** Numbers of pairs: in the truth, found, and both. */
    private record Pairs(long wanted, long found, long right) {
        Pairs minus(Pairs other) {
            return new Pairs(wanted - other.wanted, found - other.found, right - other.right);
        }
    }

    private static Pairs pairs(Statement sql, String set) throws SQLException {
        return new Pairs(
                pairsBy(sql, set, "person"),
                pairsBy(sql, set, "customer_id"),
                pairsBy(sql, set, "person, customer_id"));
    }

    private static long pairsBy(Statement sql, String set, String columns) throws SQLException {
        return number(
                sql,
                "select coalesce(sum(n * (n - 1) // 2), 0) from (select count(*) as n from judged where " + set
                        + " group by " + columns + ")");
    }

    private static long count(Statement sql, String set) throws SQLException {
        return number(sql, "select count(*) from judged where " + set);
    }

    private static long number(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static void largestWrong(Statement sql) throws SQLException {
        try (ResultSet rows = sql.executeQuery("""
                select customer_id, count(*), count(distinct person), string_agg(distinct person, ' ' order by person)
                from judged group by customer_id having count(distinct person) > 1
                order by count(distinct person) desc, count(*) desc, customer_id limit 1""")) {
            System.out.println(
                    rows.next()
                            ? "Largest wrong person: " + rows.getString(1) + ", " + rows.getLong(2) + " records of "
                                    + rows.getLong(3) + " people: " + rows.getString(4)
                            : "No person has records of two people.");
        }
        System.out.println("Persons with records of two or more people: "
                + number(
                        sql,
                        "select count(*) from (select 1 from judged group by customer_id"
                                + " having count(distinct person) > 1)"));
    }
}

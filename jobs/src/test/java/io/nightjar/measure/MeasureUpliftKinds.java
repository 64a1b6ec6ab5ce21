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
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the night's uplift labels say of people whose kind was planted: a confusion table of persons. */
@Command(
        name = "uplift-kinds",
        mixinStandardHelpOptions = true,
        description = "Planted kinds of uplift against the labels of the night's job, on a sample shop.")
final class MeasureUpliftKinds implements Callable<Integer> {
    private static final List<String> LABELS =
            List.of("needs_the_ad", "buys_anyway", "never", "do_not_disturb", "unknown");

    @Mixin
    private TrueShop shop = new TrueShop(100_000);

    @Override
    public Integer call() throws IOException, SQLException {
        shop.write();
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement()) {
            shop.view(sql, "uplift", "resolve-identities");
            print(sql, shop.exports());
        }
        return 0;
    }

    /** A person whose records fell apart is counted by the one with most of them. */
    private static void print(Statement sql, Path exports) throws SQLException {
        sql.execute("""
                create table judged as
                with records as (
                  select person, customer_id, count(*) as n
                  from read_csv('%1$s/truth/persons.csv', header = true, all_varchar = true)
                  join identity_links using (source, source_key) where source = 'customers' group by all),
                whose as (select person, arg_max(customer_id, n) as customer_id from records group by person)
                select uplift_kind, uplift_label, count(*) as people, avg(uplift) as uplift
                from whose join uplift_scores using (customer_id)
                join read_csv('%1$s/truth/customers_truth.csv', header = true, all_varchar = true) using (person)
                group by all
                """.formatted(exports));
        System.out.println("People by planted kind and label");
        Lines lines = new Lines(
                "planted", "needs_the_ad", "buys_anyway", "never", "do_not_disturb", "unknown", "mean uplift");
        for (String kind : LABELS.subList(0, 4)) {
            Object[] cells = new Object[7];
            cells[0] = kind;
            for (int i = 0; i < LABELS.size(); i++) {
                cells[i + 1] = (long) number(
                        sql,
                        "select coalesce(sum(people), 0) from judged where uplift_kind = '" + kind
                                + "' and uplift_label = '" + LABELS.get(i) + "'");
            }
            cells[6] = String.format(
                    Locale.ROOT,
                    "%.4f",
                    number(
                            sql,
                            "select sum(people * uplift) / sum(people) from judged where uplift is not null and"
                                    + " uplift_kind = '" + kind + "'"));
            lines.add(cells);
        }
        lines.print();
    }

    private static double number(Statement sql, String query) throws SQLException {
        try (ResultSet rows = sql.executeQuery(query)) {
            rows.next();
            return rows.getDouble(1);
        }
    }
}

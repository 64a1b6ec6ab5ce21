package io.nightjar.measure;

import io.nightjar.sample.SampleSettings;
import io.nightjar.sample.SampleShop;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What the night's uplift labels say of people whose kind was planted: a confusion table of persons. */
@Command(
        name = "uplift-kinds",
        mixinStandardHelpOptions = true,
        description = "Planted kinds of uplift against the labels of the night's job, on a sample shop.")
final class MeasureUpliftKinds implements Callable<Integer> {
    private static final Pattern PLACE =
            Pattern.compile("^(\\w+): [\\d,]+ rows, .*, in (?:file:)?(\\S+)$", Pattern.MULTILINE);
    private static final List<String> LABELS =
            List.of("needs_the_ad", "buys_anyway", "never", "do_not_disturb", "unknown");

    @Option(
            names = "--customers",
            defaultValue = "100000",
            paramLabel = "N",
            description = "Size. Default: ${DEFAULT-VALUE}.")
    private int customers;

    @Option(names = "--seed", defaultValue = "42", paramLabel = "N", description = "Of the shop. Default: 42.")
    private long seed;

    @Override
    public Integer call() throws IOException, SQLException {
        Bench bench = new Bench();
        Path exports = bench.scratch().resolve("exports");
        SampleShop.write(new SampleSettings(customers, 13, Bench.DATE, seed, 2), exports, (done, all) -> {});
        Path conf = ShopConf.write(bench.scratch(), exports, "");
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement()) {
            for (String job : List.of("uplift", "resolve-identities")) {
                Child.Cost cost = Bench.done(bench.script(
                        "nightjar",
                        Map.of(),
                        Bench.with(
                                bench.home("home"),
                                List.of("job", job, "-c", conf.toString(), "--date", Bench.DATE.toString()))));
                Matcher place = PLACE.matcher(cost.output());
                if (!place.find()) {
                    throw new IllegalStateException("No table in:\n" + cost.output());
                }
                sql.execute("create view " + place.group(1) + " as select * from '" + place.group(2) + "/*.parquet'");
            }
            print(sql, exports);
        }
        return 0;
    }

    /** A person whose records fell apart is counted by the one with most of them. */
    private void print(Statement sql, Path exports) throws SQLException {
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
        System.out.printf(
                Locale.ROOT, "A shop of %,d customers, seed %d: people by planted kind and label%n", customers, seed);
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

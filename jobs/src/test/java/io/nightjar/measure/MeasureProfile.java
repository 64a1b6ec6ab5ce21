package io.nightjar.measure;

import io.nightjar.learn.BinaryMetrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Lifecycle, engagement and consent of a simulated shop against its truth: who has really dropped out, who really reads,
 * what people really allow.
 */
@Command(
        name = "profile",
        mixinStandardHelpOptions = true,
        description = "Lifecycle, engagement and consent of a simulated shop against its truth.")
final class MeasureProfile implements Callable<Integer> {
    @Mixin
    private TrueShop shop = new TrueShop(2_000);

    @Option(names = "--home", paramLabel = "DIR", description = "Judge the night made earlier in this home …")
    private Path home;

    @Option(names = "--exports", paramLabel = "DIR", description = "… of the shop in this folder.")
    private Path exports;

    @Override
    public Integer call() throws IOException, SQLException {
        if (home == null) {
            night();
        }
        try (Connection duck = DriverManager.getConnection("jdbc:duckdb:");
                Statement sql = duck.createStatement()) {
            for (String table :
                    List.of("identity_links", "customer_profiles", "engagement", "consents", "person_contacts")) {
                sql.execute("create view " + table + " as select * from read_parquet('" + folder(table)
                        + "/**/*.parquet')");
            }
            truth(sql);
            stages(sql);
            dropouts(sql);
            readers(sql);
            consents(sql);
        }
        return 0;
    }

    private void night() throws IOException {
        shop.write();
        exports = shop.exports();
        home = shop.home();
        shop.run("build-profiles");
        shop.run("build-consents");
    }

    /** Of the newest rows of a table. */
    private Path folder(String table) throws IOException {
        Path tables = home.resolve("work/tables").resolve(table);
        try (Stream<Path> all = Files.list(tables)) {
            return all.filter(Files::isDirectory)
                    .max((one, other) -> Long.compare(
                            one.toFile().lastModified(), other.toFile().lastModified()))
                    .orElseThrow(() -> new IllegalStateException("There are no rows in " + tables));
        }
    }

    /** Who each profile really is: the person most of its customer records and cards belong to. */
    private void truth(Statement sql) throws SQLException {
        for (String name : List.of("customers_truth", "persons", "consents")) {
            sql.execute("create view true_" + name + " as select * from read_csv('" + exports + "/truth/" + name
                    + ".csv', header = true, all_varchar = true)");
        }
        sql.execute("""
                create table known as
                select person, customer_id, t.* exclude (person), p.* exclude (customer_id),
                  t.gone_on is not null as is_gone
                from (select person, mode(customer_id order by customer_id) as customer_id
                  from true_persons join identity_links using (source, source_key)
                  where source in ('customers', 'loyalty_members', 'purchases') group by person)
                join true_customers_truth t using (person)
                join customer_profiles p using (customer_id)
                """);
    }

    private static void stages(Statement sql) throws SQLException {
        Lines lines = new Lines("stage", "people", "really gone", "share gone");
        try (ResultSet rows = sql.executeQuery("""
                select lifecycle_stage, count(*), count_if(is_gone), avg(is_gone::int) from known
                group by 1 order by 4, 1""")) {
            while (rows.next()) {
                lines.add(rows.getString(1), rows.getLong(2), rows.getLong(3), share(rows.getDouble(4)));
            }
        }
        lines.print();
        try (ResultSet row = sql.executeQuery("""
                select avg(is_gone::int) filter (is_late), count_if(is_gone and is_late) / count_if(is_gone)
                from (select *, lifecycle_stage in ('lapsed', 'dormant') as is_late from known where frequency > 0)
                """)) {
            row.next();
            System.out.println("Buyers called lapsed or dormant: precision " + share(row.getDouble(1)) + ", recall "
                    + share(row.getDouble(2)));
        }
        try (ResultSet row = sql.executeQuery("""
                select days, 2 * tp / (2 * tp + fp + fn) as f1, tp / (tp + fp), tp / (tp + fn), ours from (
                  select days, count_if(is_gone and recency_days > days) as tp,
                    count_if(not is_gone and recency_days > days) as fp,
                    count_if(is_gone and recency_days <= days) as fn,
                    2 * count_if(is_gone and is_late) / (count_if(is_gone) + count_if(is_late)) as ours
                  from (select *, lifecycle_stage in ('lapsed', 'dormant') as is_late from known where frequency > 0),
                    (select unnest(range(10, 360, 10)) as days)
                  group by days) order by f1 desc, days limit 1""")) {
            row.next();
            System.out.println("F1 of that: " + share(row.getDouble(5)) + "; of the best number of days without a"
                    + " purchase, chosen on the truth (" + row.getLong(1) + "): " + share(row.getDouble(2)));
        }
        System.out.println();
    }

    private static void dropouts(Statement sql) throws SQLException {
        Lines lines = new Lines("who has really dropped out, buyers", "people", "area under the ROC curve");
        for (String score : List.of("1 - active_probability", "recency_days", "-engagement_score")) {
            auc(sql, lines, score, "is_gone", "known", "frequency > 0");
        }
        lines.print();
        System.out.println();
    }

    private static void readers(Statement sql) throws SQLException {
        Lines lines = new Lines("who really reads, five messages or more", "people", "area under the ROC curve");
        String rows = """
                known join engagement using (customer_id)
                join (select customer_id, avg((opened_at is not null)::int) as opens,
                  avg((clicked_at is not null)::int) as clicks
                  from person_contacts where not is_control group by customer_id) using (customer_id)
                """;
        String where = "messages_180 >= 5";
        auc(sql, lines, "engagement_answers", "really_reads = '1'", rows, where);
        auc(sql, lines, "opens", "really_reads = '1'", rows, where);
        auc(sql, lines, "clicks", "really_reads = '1'", rows, where);
        auc(sql, lines, "machine_opens_180 / messages_180", "has_mail_proxy = '1'", rows, where);
        lines.print();
        System.out.println("The last line asks who has a mail program that opens everything.");
        System.out.println();
    }

    /** On channels on which somebody changed their mind, and so it is known what they said last. */
    private static void consents(Statement sql) throws SQLException {
        Lines lines = new Lines("consent", "last words", "yes", "no", "right", "wrong yes", "wrong no", "right time");
        try (ResultSet rows = sql.executeQuery("""
                with said as (select person, channel, arg_max(is_allowed, changed_at) = '1' as wanted,
                    max(changed_at)::timestamptz as changed_at
                  from true_consents group by person, channel),
                found as (select customer_id, channel, is_allowed, decided_at from consents where purpose <> 'service')
                select channel, count(*), count_if(wanted), count_if(not wanted),
                  count_if(wanted = coalesce(is_allowed, false)) / count(*),
                  count_if(not wanted and coalesce(is_allowed, false)),
                  count_if(wanted and not coalesce(is_allowed, false)),
                  count_if(abs(epoch(decided_at::timestamptz) - epoch(changed_at)) < 1) / count(*)
                from said join known using (person) left join found using (customer_id, channel)
                group by channel order by channel""")) {
            while (rows.next()) {
                lines.add(
                        rows.getString(1),
                        rows.getLong(2),
                        rows.getLong(3),
                        rows.getLong(4),
                        share(rows.getDouble(5)),
                        rows.getLong(6),
                        rows.getLong(7),
                        share(rows.getDouble(8)));
            }
        }
        lines.print();
    }

    private static void auc(Statement sql, Lines lines, String score, String label, String from, String where)
            throws SQLException {
        List<Double> scores = new ArrayList<>();
        List<Boolean> labels = new ArrayList<>();
        try (ResultSet rows = sql.executeQuery("select (" + score + ")::double, " + label + " from " + from + " where ("
                + where + ") and (" + score + ") is not null")) {
            while (rows.next()) {
                scores.add(rows.getDouble(1));
                labels.add(rows.getBoolean(2));
            }
        }
        boolean[] answers = new boolean[labels.size()];
        for (int i = 0; i < answers.length; i++) {
            answers[i] = labels.get(i);
        }
        BinaryMetrics metrics = new BinaryMetrics(
                scores.stream().mapToDouble(Double::doubleValue).toArray(), answers);
        lines.add(score, metrics.size(), share(metrics.auc()));
    }

    private static String share(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}

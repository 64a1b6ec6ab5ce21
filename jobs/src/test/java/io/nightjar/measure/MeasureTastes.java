package io.nightjar.measure;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.desc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.split;

import io.nightjar.schema.Field;
import io.nightjar.schema.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What was planted in the sample shop and what a night's lists found of it: tastes (the three categories that a person's
 * group buys most), complements (who owns a product and not yet its complement) and cycles (who needs what when).
 */
@Command(
        name = "tastes",
        mixinStandardHelpOptions = true,
        description = "Planted tastes, complements and cycles of the sample shop that the lists find.")
final class MeasureTastes implements Callable<Integer> {
    private static final int LOVED = 3;
    private static final int NEAR_DAYS = 7;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "Home of a night on the sample that has run. Default: runs one.")
    private Path home;

    private SparkSession spark;

    @Override
    public Integer call() throws IOException {
        if (home == null) {
            Bench bench = new Bench();
            home = Path.of(bench.home("home"));
            Bench.done(bench.script(
                    "nightjar",
                    Map.of(),
                    Bench.with(
                            home.toString(),
                            List.of(
                                    "run",
                                    "-c",
                                    ShopConf.root().resolve("conf/local.conf").toString(),
                                    "--date",
                                    Bench.DATE.toString()))));
        }
        spark = SparkSession.builder()
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.sql.shuffle.partitions", "4")
                .getOrCreate();
        try {
            measure();
        } finally {
            spark.stop();
        }
        return 0;
    }

    private void measure() throws IOException {
        Dataset<Row> people = truth("persons")
                .join(table("identity_links"), List.of("source", "source_key").toArray(String[]::new))
                .select("customer_id", "person")
                .distinct()
                .cache();
        Dataset<Row> groups = truth("customers_truth").select("person", "taste_group", "gone_on");
        Dataset<Row> categories = staged("products")
                .select(
                        col("product_id"),
                        split(col("category"), " > ").getItem(1).as("top"));
        Dataset<Row> lists = table("next_best_products")
                .join(people, "customer_id")
                .join(categories, "product_id")
                .cache();
        Dataset<Row> bought = table("purchases")
                .where("customer_id is not null and not is_return")
                .select("customer_id", "product_id")
                .distinct()
                .join(people, "customer_id")
                .cache();
        Lines lines = new Lines("planted", "asked", "found", "share");
        tastes(lines, lists, bought.join(categories, "product_id"), groups);
        complements(lines, lists, bought);
        cycles(lines, lists, groups);
        lines.print();
    }

    /** New products in the lists, of the group's loved categories; beside the same for what sells most. */
    private static void tastes(Lines lines, Dataset<Row> lists, Dataset<Row> bought, Dataset<Row> groups) {
        Dataset<Row> loved = bought.join(groups, "person")
                .groupBy("taste_group", "top")
                .count()
                .withColumn(
                        "n", row_number().over(Window.partitionBy("taste_group").orderBy(desc("count"), col("top"))))
                .where(col("n").leq(LOVED))
                .select("taste_group", "top");
        Dataset<Row> buyers = bought.select("person").distinct();
        Dataset<Row> fresh =
                lists.where("explore_rank is not null").join(buyers, "person").join(groups, "person");
        add(
                lines,
                "new products of a buyer's three loved categories",
                fresh.count(),
                fresh.join(loved, List.of("taste_group", "top").toArray(String[]::new))
                        .count());
        Dataset<Row> popular = bought.groupBy("product_id", "top")
                .count()
                .orderBy(desc("count"), col("product_id"))
                .limit(10);
        Dataset<Row> same = buyers.join(groups, "person").crossJoin(popular);
        add(
                lines,
                "  the same if all got the ten most popular",
                same.count(),
                same.join(loved, List.of("taste_group", "top").toArray(String[]::new))
                        .count());
    }

    /** Owners of a product who lack its complement: is it in their list? */
    private void complements(Lines lines, Dataset<Row> lists, Dataset<Row> bought) throws IOException {
        Dataset<Row> pairs = truth("complements").select("product_id", "complement_id");
        Dataset<Row> lacking = bought.join(pairs, "product_id")
                .select(col("person"), col("complement_id").as("product_id"))
                .distinct()
                .join(
                        bought.select("person", "product_id"),
                        List.of("person", "product_id").toArray(String[]::new),
                        "left_anti");
        Dataset<Row> proposed = lacking.join(
                lists.select("person", "product_id").distinct(),
                List.of("person", "product_id").toArray(String[]::new));
        add(lines, "complements that owners lack, in their list", lacking.count(), proposed.count());
        Dataset<Row> each =
                lists.where("explore_rank is not null").groupBy("product_id").count();
        long fresh = lists.where("explore_rank is not null")
                .select("person")
                .distinct()
                .count();
        double chance = lacking.join(each, "product_id")
                        .agg(Map.of("count", "sum"))
                        .head()
                        .getLong(0)
                / (double) fresh;
        add(lines, "  the same if lists went to anybody", lacking.count(), Math.round(chance));
    }

    /** Needs of people who are not gone, bought three times and more. */
    private void cycles(Lines lines, Dataset<Row> lists, Dataset<Row> groups) throws IOException {
        Dataset<Row> needs = truth("cycles")
                .where("cast(times_bought as int) >= 3")
                .join(groups.where("gone_on is null"), "person")
                .select(
                        col("person"),
                        col("product_id"),
                        col("period_days").cast("int"),
                        col("next_due_on").cast("date"));
        Dataset<Row> found = needs.join(
                lists.where("repeat_rank is not null").select("person", "product_id", "repeat_due_on"),
                List.of("person", "product_id").toArray(String[]::new));
        Dataset<Row> due = needs.where(
                datediff(col("next_due_on"), lit(Bench.DATE.toString())).leq(NEAR_DAYS));
        add(
                lines,
                "needs due within a week, in the list",
                due.count(),
                due.join(
                                found.select("person", "product_id"),
                                List.of("person", "product_id").toArray(String[]::new))
                        .count());
        Dataset<Row> dated = found.where("repeat_due_on is not null");
        add(
                lines,
                "due dates within a quarter of the true period",
                dated.count(),
                dated.where(abs(datediff(col("repeat_due_on"), col("next_due_on")))
                                .leq(col("period_days").divide(4)))
                        .count());
    }

    private static void add(Lines lines, String what, long asked, long found) {
        lines.add(what, asked, found, String.format(Locale.ROOT, "%.1f %%", 100.0 * found / asked));
    }

    private Dataset<Row> truth(String name) {
        return spark.read()
                .option("header", "true")
                .csv(ShopConf.root()
                        .resolve("sample-data/truth/" + name + ".csv")
                        .toString());
    }

    /** A source's rows without those that were refused or left out. */
    private Dataset<Row> staged(String source) throws IOException {
        String[] place = Provenance.FIELDS.stream().map(Field::name).toArray(String[]::new);
        return table("parsed_" + source)
                .where(Provenance.REASON.col().isNull())
                .join(table("dropped_" + source), place, "left_anti");
    }

    private Dataset<Row> table(String name) throws IOException {
        try (Stream<Path> all = Files.walk(home.resolve("work/tables/" + name))) {
            List<String> files = all.map(Path::toString)
                    .filter(file -> file.endsWith(".parquet") && !file.contains("/."))
                    .toList();
            return spark.read().parquet(files.toArray(String[]::new));
        }
    }
}

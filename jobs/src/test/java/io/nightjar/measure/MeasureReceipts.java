package io.nightjar.measure;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.app.Rewinding;
import io.nightjar.config.ReceiptSettings;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.SegmentFiles;
import io.nightjar.config.Settings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.identity.BuildEvents;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Receipts;
import io.nightjar.schema.Sources;
import io.nightjar.schema.Table;
import io.nightjar.segment.EarnReceipts;
import io.nightjar.staging.StageSource;
import io.nightjar.store.Manifest;
import io.nightjar.store.RunFolder;
import io.nightjar.store.TableStore;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Lifts that the receipts of the sample shop's first night estimate, beside what each message really did to whether its
 * person ordered in the days after: one that brought an order adds it, unless another order came too; one that put
 * somebody off took away the order that would have come, as often as people of that kind on that list order after a
 * message that does nothing.
 */
@Command(
        name = "receipts",
        mixinStandardHelpOptions = true,
        description = "Estimated lift of each rewound list of the sample shop against the truth.")
final class MeasureReceipts implements Callable<Integer> {
    private static final String AGE = "age_days";
    private static final String SENT_ON = "sent_on";
    private static final String KIND = "uplift_kind";
    private static final String EFFECT = "effect";
    private static final String ORDERS = "orders_after";
    private static final String[] LIST = {Receipts.SEGMENT.name(), AGE};

    @Mixin
    private Bench bench;

    @Option(names = "--home", paramLabel = "DIR", description = "Take the live night of this home. Default: run one.")
    private Path home;

    private SparkSession spark;

    @Override
    public Integer call() throws Exception {
        String place = home == null ? bench.home("home") : home.toString();
        if (home == null) {
            Bench.done(bench.night(place));
        }
        try (SparkSession session = Bench.spark(2)) {
            spark = session;
            if (compare(place) == 0) {
                System.out.println("No list was judged: nothing was measured.");
                return 1;
            }
        }
        return 0;
    }

    /** Gives how many lists were judged. */
    private int compare(String place) {
        Settings settings = new SettingsLoader(Sources.canonicalColumns())
                .load(List.of(ShopConf.root().resolve("conf/local.conf")), Map.of(), Map.of());
        ReceiptSettings receipts = settings.decide().receipts();
        org.apache.hadoop.fs.Path work = new org.apache.hadoop.fs.Path(place, "work");
        Manifest manifest =
                new RunFolder(Bench.places(), work).latest(Bench.live(place)).orElseThrow();
        LocalDate asOf = LocalDate.parse(manifest.logicalDate());
        Inputs made = made(manifest, asOf, new org.apache.hadoop.fs.Path(work, "tables"));
        List<SegmentDefinition> segments = SegmentFiles.load(ShopConf.root().resolve("conf/segments"));
        EarnReceipts job = new EarnReceipts(segments, List.of(), receipts, Rewinding.jobs(settings, segments));
        Map<String, Double> truth =
                truth(job.members(made, asOf), messages(made, receipts.outcomeDays()), asOf, receipts.outcomeDays());
        return print(
                made.read(Receipts.TABLE)
                        .orderBy(Receipts.SEGMENT.col(), Receipts.DAYS_AGO.col())
                        .collectAsList(),
                truth);
    }

    private Inputs made(Manifest manifest, LocalDate asOf, org.apache.hadoop.fs.Path tables) {
        TableStore store = new TableStore(spark, Bench.places(), tables);
        List<TableJob> views = new ArrayList<>(List.of(new BuildEvents()));
        Sources.ALL.forEach(source -> views.add(new StageSource(source)));
        return new Inputs() {
            @Override
            public Dataset<Row> read(Table table) {
                for (TableJob view : views) {
                    if (view.output().equals(table)) {
                        return view.build(this, asOf);
                    }
                }
                String fingerprint = manifest.tables().get(table.name()).fingerprint();
                return store.read(
                        table,
                        fingerprint,
                        store.committed(table.name(), fingerprint).orElseThrow().data());
            }

            @Override
            public boolean has(Table table) {
                return manifest.tables().containsKey(table.name());
            }
        };
    }

    /** Every message with its person, what it really did, and how many orders came in the days after. */
    private Dataset<Row> messages(Inputs made, int days) {
        Path file = ShopConf.root().resolve("sample-data/truth/contacts_truth.csv");
        Dataset<Row> effects = spark.read()
                .option("header", "true")
                .csv(file.toString())
                .select(Contacts.CONTACT_ID.name(), KIND, EFFECT);
        Dataset<Row> links = made.read(IdentityLinks.TABLE)
                .where(IdentityLinks.SOURCE.col().equalTo("customers"))
                .select(
                        IdentityLinks.SOURCE_KEY.col().as(Contacts.CUSTOMER_KEY.name()),
                        IdentityLinks.CUSTOMER_ID.col());
        Dataset<Row> sent = made.read(Contacts.TABLE)
                .select(
                        Contacts.CONTACT_ID.col(),
                        Contacts.CUSTOMER_KEY.col(),
                        Contacts.SENT_AT.col(),
                        coalesce(Contacts.IS_CONTROL.col(), lit(false)).as(Contacts.IS_CONTROL.name()))
                .join(links, Contacts.CUSTOMER_KEY.name())
                .join(effects, Contacts.CONTACT_ID.name());
        Dataset<Row> orders = made.read(PersonPurchases.TABLE)
                .where(not(coalesce(Purchases.IS_RETURN.col(), lit(false))))
                .select(PersonPurchases.CUSTOMER_ID.col(), Purchases.ORDERED_AT.col())
                .distinct();
        Column isAfter = Purchases.ORDERED_AT
                .col()
                .gt(Contacts.SENT_AT.col())
                .and(Purchases.ORDERED_AT.col().leq(Contacts.SENT_AT.col().plus(expr("interval " + days + " days"))));
        return sent.join(orders, new String[] {IdentityLinks.CUSTOMER_ID.name()}, "left")
                .groupBy(Contacts.CONTACT_ID.col(), IdentityLinks.CUSTOMER_ID.col(), Contacts.IS_CONTROL.col())
                .agg(
                        expr("any_value(" + KIND + ")").as(KIND),
                        expr("any_value(" + EFFECT + ")").as(EFFECT),
                        to_date(expr("any_value(" + Contacts.SENT_AT.name() + ")"))
                                .as(SENT_ON),
                        count(when(isAfter, 1)).as(ORDERS))
                .cache();
    }

    /** What the messages that each list's members got did on average, by list and days ago. */
    private static Map<String, Double> truth(Dataset<Row> members, Dataset<Row> messages, LocalDate asOf, int days) {
        Dataset<Row> got = members.join(
                        messages.where(not(Contacts.IS_CONTROL.col())), IdentityLinks.CUSTOMER_ID.name())
                .where(col(SENT_ON)
                        .gt(date_sub(lit(asOf), col(AGE)))
                        .and(col(SENT_ON).leq(lit(asOf.minusDays(days)))))
                .cache();
        Column hasOrdered = col(ORDERS).gt(0).cast("double");
        Dataset<Row> usual = got.where(col(EFFECT).equalTo("none"))
                .groupBy(LIST[0], LIST[1], KIND)
                .agg(avg(hasOrdered).as("anyway"));
        Column effect = when(
                        col(EFFECT).equalTo("brought_an_order"),
                        col(ORDERS).equalTo(1).cast("double"))
                .when(
                        col(EFFECT).equalTo("put_off"),
                        coalesce(col("anyway"), lit(0.0)).multiply(-1))
                .otherwise(0.0);
        Map<String, Double> truth = new TreeMap<>();
        got.join(usual, new String[] {LIST[0], LIST[1], KIND}, "left")
                .groupBy(LIST[0], LIST[1])
                .agg(avg(effect))
                .collectAsList()
                .forEach(row -> truth.put(name(row.getString(0), row.getInt(1)), row.getDouble(2)));
        return truth;
    }

    private static String name(String list, int daysAgo) {
        return list + ", " + daysAgo + " days ago";
    }

    private static int print(List<Row> receipts, Map<String, Double> truth) {
        Lines lines = new Lines("list", "contacted", "held out", "lift %", "from", "to", "truth %", "in it", "verdict");
        int judged = 0;
        int held = 0;
        double error = 0;
        double size = 0;
        Map<String, Integer> verdicts = new TreeMap<>();
        for (Row row : receipts) {
            String verdict = row.getAs(Receipts.VERDICT.name());
            verdicts.merge(verdict, 1, Integer::sum);
            String name = name(row.getAs(Receipts.SEGMENT.name()), row.<Integer>getAs(Receipts.DAYS_AGO.name()));
            if ("messages".equals(row.getAs(Receipts.CONTROL_KIND.name())) && truth.containsKey(name)) {
                double low = row.<Double>getAs(Receipts.LIFT_LOW.name());
                double high = row.<Double>getAs(Receipts.LIFT_HIGH.name());
                double lift = row.<Double>getAs(Receipts.LIFT.name());
                double real = truth.get(name);
                boolean isIn = low <= real && real <= high;
                judged++;
                held += isIn ? 1 : 0;
                error += Math.abs(lift - real);
                size += Math.abs(real);
                lines.add(
                        name,
                        row.getAs(Receipts.CONTACTED_COUNT.name()),
                        row.getAs(Receipts.HELD_OUT_COUNT.name()),
                        100 * lift,
                        100 * low,
                        100 * high,
                        100 * real,
                        isIn ? "yes" : "no",
                        verdict);
            }
        }
        lines.print();
        if (judged == 0) {
            return 0;
        }
        System.out.printf(
                Locale.ROOT,
                "%d lists: %d intervals of 95 %% hold the truth (%.0f %%); lifts are %.2f points off on average,"
                        + " and %.2f in truth%nverdicts of all %d receipts: %s%n",
                judged,
                held,
                100.0 * held / judged,
                100 * error / judged,
                100 * size / judged,
                receipts.size(),
                verdicts);
        return judged;
    }
}

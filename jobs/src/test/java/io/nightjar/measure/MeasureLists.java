package io.nightjar.measure;

import io.nightjar.Tables;
import io.nightjar.config.DeliverySettings;
import io.nightjar.config.SegmentDefinition;
import io.nightjar.config.SegmentFiles;
import io.nightjar.config.Settings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.job.DeliveryReport;
import io.nightjar.publish.DeliverSegmentFiles;
import io.nightjar.publish.dialect.Dialects;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Customers;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.Products;
import io.nightjar.schema.SegmentMembers;
import io.nightjar.schema.Table;
import io.nightjar.segment.AssignSegments;
import io.nightjar.store.Places;
import io.nightjar.store.TableStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What lists cost: people put on all lists of conf/segments, and the lists written for more and more tools. */
@Command(
        name = "lists",
        mixinStandardHelpOptions = true,
        description = "Seconds to assign and to deliver all lists of made-up people, by lists and tools.")
final class MeasureLists implements Callable<Integer> {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");

    @Option(names = "--people", defaultValue = "100000", paramLabel = "N", description = "Default: 100000.")
    private long people;

    private Tables tables;
    private Path scratch;

    @Override
    public Integer call() throws Exception {
        scratch = Files.createTempDirectory("nightjar-lists");
        try (SparkSession spark = Bench.spark(8)) {
            tables = new Tables(spark);
            TableStore store = new TableStore(spark, new Places(new Configuration()), place("tables"));
            make(store, CustomerProfiles.TABLE, profiles(spark));
            make(store, ChurnScores.TABLE, churn(spark));
            make(store, ContactPoints.TABLE, contactPoints(spark));
            make(store, NextBestProducts.TABLE, products(spark));
            tables.with(Products.TABLE, store.empty(Products.TABLE));
            measure(store);
        } finally {
            Bench.delete(scratch);
        }
        return 0;
    }

    private void measure(TableStore store) {
        List<SegmentDefinition> all = SegmentFiles.load(ShopConf.root().resolve("conf/segments"));
        Lines lines = new Lines("step", "lists", "tools", "rows", "files", "seconds");
        for (List<SegmentDefinition> some : List.of(all.subList(0, 6), all)) {
            long start = System.nanoTime();
            Dataset<Row> members = make(store, SegmentMembers.TABLE, new AssignSegments(some).build(tables, DAY));
            lines.add("assign-segments", some.size(), "-", members.count(), "-", seconds(start));
            List<String> names = new Dialects("AT", "yyyy-MM-dd").names();
            for (List<String> tools : List.of(names.subList(0, 1), names.subList(0, 2), names)) {
                start = System.nanoTime();
                DeliveryReport report = deliver(some, tools);
                lines.add(
                        "deliver-segment-files",
                        some.size(),
                        tools.size(),
                        report.outputs().stream()
                                .mapToLong(DeliveryReport.Output::rows)
                                .sum(),
                        report.outputs().size(),
                        seconds(start));
            }
        }
        System.out.printf("%,d people%n", people);
        lines.print();
    }

    private DeliveryReport deliver(List<SegmentDefinition> segments, List<String> tools) {
        Settings settings = new SettingsLoader(Map.of()).load(List.of(), Map.of(), Map.of());
        DeliverySettings delivery = settings.delivery();
        return new DeliverSegmentFiles(
                        new Places(new Configuration()),
                        place("lists-" + segments.size() + "-" + tools.size()),
                        delivery,
                        new Dialects("AT", delivery.salesforceDateFormat()).named(tools),
                        segments,
                        List.of(),
                        List.of(),
                        () -> {})
                .stage(tables, DAY, "run");
    }

    private Dataset<Row> make(TableStore store, Table table, Dataset<Row> rows) {
        Dataset<Row> made = Bench.written(store, table, rows);
        tables.with(table, made);
        return made;
    }

    /** Numbered people; values follow from the number alone. */
    private Dataset<Row> profiles(SparkSession spark) {
        return MadeUpRows.of(
                spark,
                people,
                CustomerProfiles.TABLE,
                Map.of(
                        CustomerProfiles.CUSTOMER_ID, "concat('c', id)",
                        CustomerProfiles.IS_ANONYMOUS, "id % 4 = 0",
                        ContactPoints.EMAIL_PERMITTED, "hash(id, 1) % 10 < 6"));
    }

    private Dataset<Row> churn(SparkSession spark) {
        return MadeUpRows.of(
                spark,
                people,
                ChurnScores.TABLE,
                Map.of(
                        ChurnScores.CUSTOMER_ID, "concat('c', id)",
                        ChurnScores.CHURN_RISK, "element_at(array('low', 'medium', 'high'), cast(1 + id % 3 as int))"));
    }

    private Dataset<Row> contactPoints(SparkSession spark) {
        return MadeUpRows.of(
                spark,
                people,
                ContactPoints.TABLE,
                Map.of(
                        ContactPoints.CUSTOMER_ID, "concat('c', id)",
                        ContactPoints.CUSTOMER_KEY, "concat('K', id)",
                        Customers.EMAIL, "concat('p', id, '@mail.at')",
                        Customers.PHONE, "concat('+43660', 1000000 + id)",
                        Customers.COUNTRY, "'AT'"));
    }

    private Dataset<Row> products(SparkSession spark) {
        return MadeUpRows.of(
                spark,
                3 * people,
                NextBestProducts.TABLE,
                Map.of(
                        NextBestProducts.CUSTOMER_ID, "concat('c', id div 3)",
                        NextBestProducts.RANK, "1 + id % 3",
                        NextBestProducts.PRODUCT_ID, "concat('p', pmod(hash(id), 500))"));
    }

    private org.apache.hadoop.fs.Path place(String name) {
        return new org.apache.hadoop.fs.Path(scratch.resolve(name).toUri().toString());
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }
}

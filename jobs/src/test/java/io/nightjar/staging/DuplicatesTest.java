package io.nightjar.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.SparkExtension;
import io.nightjar.config.Settings;
import io.nightjar.job.Inputs;
import io.nightjar.quality.BrokenInvariantException;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Customers;
import io.nightjar.schema.FeedAccounts;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Copies and repeated keys are told apart and left out once, and the books say where every row went. */
@ExtendWith(SparkExtension.class)
final class DuplicatesTest {
    private static final String HEADER = "order_id,line_id,ordered_at,product_id,amount\n";

    @TempDir
    private Path folder;

    @Test
    void tellsExactCopiesFromRepeatedKeysWithinAFeedAndNotAcross(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file("web/a.csv", HEADER + """
                        o1,1,2026-01-05,p1,1
                        o1,1,2026-01-05,p1,1
                        o2,1,2026-01-05,p1,1
                        o3,,2026-01-05,p1,1
                        o3,,2026-01-05,p2,1
                        bad,1,2026-02-30,p1,1
                        bad,1,2026-02-30,p1,1
                        """)
                .file("web/b.csv", HEADER + """
                        o1,1,2026-01-05,p1,1
                        o2,1,2026-01-05,p1,2
                        """)
                .file("till/c.csv", HEADER + "o1,1,2026-01-05,p1,1\n")
                .stage("""
                        sources.purchases.feeds = [
                          { name = web, path = ${IN}"/web/*.csv" }
                          { name = till, path = ${IN}"/till/*.csv" }
                        ]""");
        assertThat(staged.dropped(Purchases.SOURCE))
                .containsExactly("web/a.csv:3 DUPLICATE_ROW", "web/a.csv:4 REPEATED_KEY", "web/b.csv:2 DUPLICATE_ROW");
        // Broken rows are no copies of each other: each is put aside, with its line.
        assertThat(staged.accounts())
                .containsExactly(
                        "purchases/till till/c.csv 1=1+0+0+0",
                        "purchases/web web/a.csv 7=3+2+1+1",
                        "purchases/web web/b.csv 2=1+0+1+0");
    }

    @Test
    void keepsTheRecordThatWasChangedLastWhateverTheFilesAreCalled(SparkSession spark) throws IOException {
        String header = "customer_key,city,updated_at\n";
        String old = header + "k1,Graz,2025-01-01\nk2,Linz,2025-06-01\nk3,Bonn,\n";
        String fresh = header + "k1,Wien,2025-12-01\nk2,Enns,2025-05-01\nk3,Kiel,\n";
        String conf = "sources.customers.feeds = [{ path = ${IN}\"/*.csv\" }]";
        Staged one = new Desk(spark, folder.resolve("1"))
                .file("a.csv", old)
                .file("b.csv", fresh)
                .stage(conf);
        Staged other = new Desk(spark, folder.resolve("2"))
                .file("a.csv", fresh)
                .file("b.csv", old)
                .stage(conf);
        assertThat(one.values(Customers.SOURCE, Customers.CUSTOMER_KEY, Customers.CITY))
                .containsExactlyInAnyOrder("k1|Wien", "k2|Linz", "k3|Kiel");
        // Without a time of change the last row by file and line stays: k3 is as the file named last has it.
        assertThat(other.values(Customers.SOURCE, Customers.CUSTOMER_KEY, Customers.CITY))
                .containsExactlyInAnyOrder("k1|Wien", "k2|Linz", "k3|Bonn");
    }

    @Test
    void keepsCopiesAndRepeatedKeysWhereThatIsAskedFor(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file("a.csv", HEADER + "o1,1,2026-01-05,p1,1\no1,1,2026-01-05,p1,1\no1,1,2026-01-05,p1,2\n")
                .stage("sources.purchases { duplicates = keep, feeds = [{ path = ${IN}\"/a.csv\" }] }");
        assertThat(staged.dropped(Purchases.SOURCE)).isEmpty();
        assertThat(staged.accounts()).containsExactly("purchases/purchases in/a.csv 3=3+0+0+0");
    }

    @Test
    void takesTheSameTextUnderAnotherHeaderAsAnotherRow(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file("a.csv", "product_id,price,unit_cost\np1,5,3\np2,7,4\n")
                .file("b.csv", "product_id,unit_cost,price\np1,5,3\np2,4,7\n")
                .stage("sources.products.feeds = [{ path = ${IN}\"/*.csv\" }]");
        assertThat(staged.dropped(Products.SOURCE))
                .containsExactly("in/a.csv:2 REPEATED_KEY", "in/a.csv:3 REPEATED_KEY");
        assertThat(staged.values(Products.SOURCE, Products.PRODUCT_ID, Products.PRICE, Products.UNIT_COST))
                .containsExactly("p1|3.00|5.00", "p2|7.00|4.00");
    }

    @Test
    void seesWhichValueOfAParquetRowIsMissing(SparkSession spark) throws IOException {
        spark.sql("""
                        select * from values
                          ('v1', timestamp'2026-01-05', 'search', null, 'red'),
                          ('v1', timestamp'2026-01-05', 'search', 'red', null),
                          ('v1', timestamp'2026-01-05', 'search', 'red', null)
                        as (visitor_id, occurred_at, event_type, category, search_terms)""").coalesce(1).write().parquet(folder.resolve("in/p").toString());
        Staged staged =
                new Desk(spark, folder).stage("sources.clickstream.feeds = [{ path = ${IN}\"/p\", format = parquet }]");
        assertThat(staged.values(Clickstream.SOURCE, Clickstream.CATEGORY, Clickstream.SEARCH_TERMS))
                .containsExactlyInAnyOrder("null|red", "red|null");
        assertThat(staged.dropped(Clickstream.SOURCE))
                .singleElement()
                .asString()
                .endsWith(".parquet:3 DUPLICATE_ROW");
    }

    @Test
    void balancesTheBooksOfOneFileThatFeedsTwoSources(SparkSession spark) throws IOException {
        Desk desk = new Desk(spark, folder).file("all.csv", """
                        order_id,ordered_at,product_id,amount,customer_key,email
                        o1,2026-01-05,p1,1,k1,a@b.at
                        o2,2026-01-05,p1,1,,a@b.at
                        short
                        """);
        Staged staged = desk.stage("""
                sources.purchases.feeds = [{ name = shop, path = ${IN}"/all.csv" }]
                sources.customers.feeds = [{ name = shop, path = ${IN}"/all.csv" }]""");
        assertThat(staged.accounts())
                .containsExactly("customers/shop in/all.csv 3=1+2+0+0", "purchases/shop in/all.csv 3=2+1+0+0");
    }

    @Test
    void stopsWhenARowIsLostOnTheWay(SparkSession spark) throws IOException {
        Desk desk = new Desk(spark, folder).file("a.csv", HEADER + "o1,1,2026-01-05,p1,1\no2,1,2026-01-05,p1,1\n");
        Settings settings = desk.settings("sources.purchases.feeds = [{ path = ${IN}\"/*.csv\" }]");
        Staged staged = desk.stage(settings);
        Inputs honest = staged.runner();
        BuildFeedAccounts books = new BuildFeedAccounts(staged.sources(), "files");
        assertThat(books.build(honest, Desk.AS_OF)
                        .select(FeedAccounts.ROWS_KEPT.col())
                        .head()
                        .getLong(0))
                .isEqualTo(2);
        assertThatThrownBy(() -> staged.runner().run(new LosingBooks(books)))
                .isInstanceOf(BrokenInvariantException.class)
                .hasMessageContaining("Rows were lost or invented in feed_accounts")
                .hasMessageContaining("read = kept + quarantined + duplicates + repeated keys + suppressed")
                .hasMessageContaining("1 rows break it");
    }

    @Test
    void tellsLineNumbersFromOneWithTheHeaderAsTheFirst(SparkSession spark) throws IOException {
        spark.sql("select '' as visitor_id, timestamp'2026-01-05' as occurred_at, 'login' as event_type")
                .coalesce(1)
                .write()
                .parquet(folder.resolve("in/p").toString());
        Staged staged = new Desk(spark, folder)
                .file("a.csv", "customer_key,city\nk1,\"two\nlines\"\n,x\n")
                .file("e.jsonl", "{\"loyalty_number\":\"1\",\"occurred_at\":\"2026-01-05\",\"points\":1}\n{\n")
                .stage("""
                        sources.customers.feeds = [{ path = ${IN}"/a.csv" }]
                        sources.loyalty_events.feeds = [{ path = ${IN}"/e.jsonl", format = json }]
                        sources.clickstream.feeds = [{ path = ${IN}"/p", format = parquet }]""");
        assertThat(staged.rejected())
                .extracting(text -> text.substring(0, text.indexOf(':')))
                .containsExactly("4 MISSING", "2 BAD_JSON", "1 MISSING");
        Path parquet;
        try (var files = Files.list(folder.resolve("in/p"))) {
            parquet = files.filter(file -> file.toString().endsWith(".parquet"))
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
        }
        assertThat(staged.accounts())
                .isEqualTo(List.of(
                        "clickstream/clickstream in/p/" + parquet.getFileName() + " 1=0+1+0+0",
                        "customers/customers in/a.csv 2=1+1+0+0",
                        "loyalty_events/loyalty_events in/e.jsonl 2=1+1+0+0"));
    }
}

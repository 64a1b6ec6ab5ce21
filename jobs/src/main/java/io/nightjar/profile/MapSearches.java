package io.nightjar.profile;

import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.round;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.Products;
import io.nightjar.schema.SearchCategories;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Learns which category people mean by a search term: what they look at within half an hour of it and
 * before they search for something else, together with the
 * products that have all its words in name or category, the latter counting as so many views. Terms of fewer than three
 * people are left out: they say more of a person than of the shop.
 */
public final class MapSearches implements TableJob {
    private static final int DAYS = 365;
    private static final String HALF_AN_HOUR = "interval 30 minutes";
    private static final int NAME_COUNTS = 3;
    private static final int FEWEST_PEOPLE = 3;
    private static final int SHORTEST_WORD = 3;

    @Override
    public List<Table> inputs() {
        return List.of(PersonEvents.TABLE, Products.TABLE);
    }

    @Override
    public Table output() {
        return SearchCategories.TABLE;
    }

    /** A search as it is compared: lower case, single blanks. */
    static Column term(Column searched) {
        return lower(trim(regexp_replace(searched, "\\s+", " ")));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> events = in.read(PersonEvents.TABLE)
                .where(PersonEvents.OCCURRED_ON.col().gt(lit(asOf.minusDays(DAYS))))
                .where(PersonEvents.OCCURRED_ON.col().leq(lit(asOf)));
        Dataset<Row> terms = events.where(isSearch())
                .withColumn(SearchCategories.TERM.name(), term(Clickstream.SEARCH_TERMS.col()))
                .groupBy(SearchCategories.TERM.col())
                .agg(count_distinct(PersonEvents.CUSTOMER_ID.col()).as(SearchCategories.PEOPLE.name()))
                .where(SearchCategories.PEOPLE.col().geq(FEWEST_PEOPLE))
                .localCheckpoint();
        return viewed(events, in.read(Products.TABLE))
                .join(terms, SearchCategories.TERM.name())
                .transform(views -> named(views, terms, in.read(Products.TABLE)))
                .transform(MapSearches::best);
    }

    private static Column isSearch() {
        return coalesce(length(trim(Clickstream.SEARCH_TERMS.col())).gt(0), lit(false));
    }

    /** What was looked at soon after the last search before it: counts by term and category. */
    private static Dataset<Row> viewed(Dataset<Row> events, Dataset<Row> products) {
        Column term = term(Clickstream.SEARCH_TERMS.col());
        var sofar = Window.partitionBy(PersonEvents.CUSTOMER_ID.col(), PersonEvents.OCCURRED_ON.col())
                .orderBy(Clickstream.OCCURRED_AT.col(), not(isSearch()), term)
                .rowsBetween(Window.unboundedPreceding(), Window.currentRow());
        Column search =
                when(isSearch(), struct(Clickstream.OCCURRED_AT.col().as("at"), term.as(SearchCategories.TERM.name())));
        Column isView = Clickstream.EVENT_TYPE.col().isin("product_view", "add_to_cart");
        return events.where(PersonEvents.CUSTOMER_ID
                        .col()
                        .isNotNull()
                        .and(isSearch().or(isView)))
                .withColumn("search", last(search, true).over(sofar))
                .where(isView.and(
                        Clickstream.OCCURRED_AT.col().leq(col("search.at").plus(expr(HALF_AN_HOUR)))))
                .select(
                        col("search." + SearchCategories.TERM.name()),
                        Clickstream.PRODUCT_ID.col(),
                        Clickstream.CATEGORY.col().as("seen_category"))
                .join(
                        products.select(Products.PRODUCT_ID.col(), Products.CATEGORY.col()),
                        new String[] {Products.PRODUCT_ID.name()},
                        "left")
                .groupBy(
                        SearchCategories.TERM.col(),
                        coalesce(Products.CATEGORY.col(), col("seen_category")).as(SearchCategories.CATEGORY.name()))
                .agg(count(lit(1)).as(SearchCategories.EVIDENCE.name()))
                .where(SearchCategories.CATEGORY.col().isNotNull());
    }

    /** Adds what names say, as a share of the products that have all words of a term. */
    private static Dataset<Row> named(Dataset<Row> views, Dataset<Row> terms, Dataset<Row> products) {
        Dataset<Row> wanted = terms.select(
                        SearchCategories.TERM.col(),
                        array_distinct(words(SearchCategories.TERM.col())).as("words"))
                .select(
                        SearchCategories.TERM.col(),
                        size(col("words")).as("wanted"),
                        explode(col("words")).as("word"));
        Column text = concat_ws(" ", Products.PRODUCT_NAME.col(), Products.CATEGORY.col());
        Dataset<Row> offered = products.select(
                Products.PRODUCT_ID.col(),
                Products.CATEGORY.col(),
                explode(array_distinct(words(lower(text)))).as("word"));
        Dataset<Row> names = wanted.join(offered, "word")
                .groupBy(SearchCategories.TERM.col(), Products.PRODUCT_ID.col(), Products.CATEGORY.col(), col("wanted"))
                .agg(count(lit(1)).as("found"))
                .where(col("found").equalTo(col("wanted")))
                .groupBy(SearchCategories.TERM.col(), Products.CATEGORY.col())
                .agg(count(lit(1)).as("named"));
        return views.select(
                        SearchCategories.TERM.col(), SearchCategories.CATEGORY.col(), SearchCategories.EVIDENCE.col())
                .join(names, new String[] {SearchCategories.TERM.name(), SearchCategories.CATEGORY.name()}, "full")
                .join(terms, SearchCategories.TERM.name());
    }

    private static Column words(Column text) {
        return org.apache.spark.sql.functions.filter(
                split(text, "[^\\p{L}\\p{N}]+"), word -> length(word).geq(SHORTEST_WORD));
    }

    /** The category with the largest part, of equals the last by name. */
    private static Dataset<Row> best(Dataset<Row> rows) {
        Column seen = coalesce(SearchCategories.EVIDENCE.col(), lit(0L));
        Column named = coalesce(col("named"), lit(0L));
        var byTerm = Window.partitionBy(SearchCategories.TERM.col());
        Column allNamed = sum(named).over(byTerm);
        Column counts = seen.plus(when(allNamed.gt(0), named.divide(allNamed).multiply(NAME_COUNTS))
                .otherwise(0.0));
        return rows.withColumn("counts", round(counts, 6))
                .withColumn("all", sum(col("counts").cast("decimal(28,6)")).over(byTerm))
                .groupBy(SearchCategories.TERM.col(), SearchCategories.PEOPLE.col())
                .agg(max_by(
                                struct(
                                        SearchCategories.CATEGORY.col(),
                                        col("counts")
                                                .divide(col("all").cast("double"))
                                                .as("share"),
                                        seen.as("seen"),
                                        named.as("named")),
                                struct(col("counts"), SearchCategories.CATEGORY.col()))
                        .as("best"))
                .select(
                        SearchCategories.TERM.col(),
                        SearchCategories.CATEGORY.of(col("best.category")),
                        SearchCategories.SHARE.of(round(col("best.share"), 4)),
                        SearchCategories.EVIDENCE.of(col("best.seen")),
                        SearchCategories.PEOPLE.col(),
                        SearchCategories.BASIS.of(when(col("best.named").equalTo(0), "behaviour")
                                .when(col("best.seen").equalTo(0), "name")
                                .otherwise("both")));
    }
}

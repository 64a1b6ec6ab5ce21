package io.nightjar.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_except;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.lag;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.unix_timestamp;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.VisitSettings;
import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.learn.sequence.Step;
import io.nightjar.quality.Check;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.Sessions;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Cuts clicks into visits: by the tracker's own session, or where it names none by a silence; always at midnight. A
 * visit is the last person's that was seen in it, for whoever logs in was there before.
 */
public final class BuildSessions implements TableJob {
    private static final int LONGEST = 200;
    private static final int RETURN_SECONDS = 30 * 86_400;
    private static final String VISIT = "visit";

    private final VisitSettings settings;

    public BuildSessions(VisitSettings settings) {
        this.settings = settings;
    }

    @Override
    public List<Table> inputs() {
        return List.of(PersonEvents.TABLE);
    }

    @Override
    public Table output() {
        return Sessions.TABLE;
    }

    @Override
    public String settings() {
        return settings.toString();
    }

    @Override
    public List<Check> checks() {
        return List.of(Check.holds(
                "a visit does not end before it began",
                Sessions.ENDED_AT.col().geq(Sessions.STARTED_AT.col())));
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        return in.read(PersonEvents.TABLE)
                .where(PersonEvents.OCCURRED_ON.col().leq(asOf))
                .transform(this::cut)
                .transform(this::named)
                .groupBy(
                        Clickstream.VISITOR_ID.col(),
                        col("tracked"),
                        PersonEvents.OCCURRED_ON.col().as(Sessions.VISITED_ON.name()),
                        col(VISIT))
                .agg(count(lit(1)).as(Sessions.EVENT_COUNT.name()), sums())
                .withColumn(Clickstream.SESSION_ID.name(), col(VISIT))
                .transform(BuildSessions::carts)
                .withColumn(Sessions.PURPOSE.name(), purpose())
                .select(Sessions.TABLE.fields().stream()
                        .map(field -> field.of(field.col()))
                        .toArray(Column[]::new));
    }

    /** Numbers the visits. One order of events holds for all that looks back. */
    private Dataset<Row> cut(Dataset<Row> events) {
        Column seconds = unix_timestamp(Clickstream.OCCURRED_AT.col());
        WindowSpec day = Window.partitionBy(
                        Clickstream.VISITOR_ID.col(), col("tracked"), PersonEvents.OCCURRED_ON.col())
                .orderBy(Clickstream.OCCURRED_AT.col(), Clickstream.EVENT_ID.col());
        Column begins = coalesce(
                seconds.minus(lag(seconds, 1).over(day)).gt(settings.gapMinutes() * 60), lit(true));
        return events.withColumn("tracked", coalesce(Clickstream.SESSION_ID.col(), lit("")))
                .withColumn("begun", when(begins, seconds))
                .withColumn(
                        VISIT,
                        when(col("tracked").notEqual(""), col("tracked"))
                                .otherwise(max(col("begun")).over(day).cast("string")))
                .withColumn("words", lower(trim(Clickstream.SEARCH_TERMS.col())));
    }

    /** Gives each click its step: what it was, and what it was in the light of those before it. */
    private Dataset<Row> named(Dataset<Row> events) {
        WindowSpec before = Window.partitionBy(
                        Clickstream.VISITOR_ID.col(), col("tracked"), PersonEvents.OCCURRED_ON.col(), col(VISIT))
                .orderBy(Clickstream.OCCURRED_AT.col(), Clickstream.EVENT_ID.col())
                .rowsBetween(Window.unboundedPreceding(), -1);
        WindowSpec looks = Window.partitionBy(
                        PersonEvents.CUSTOMER_ID.col(), Clickstream.PRODUCT_ID.col(), is("product_view"))
                .orderBy(Clickstream.OCCURRED_AT.col(), Clickstream.EVENT_ID.col());
        Column here =
                concat_ws("/", Clickstream.VISITOR_ID.col(), PersonEvents.OCCURRED_ON.col(), col(VISIT));
        Column lastSeconds = lag(unix_timestamp(Clickstream.OCCURRED_AT.col()), 1).over(looks);
        Column ago = unix_timestamp(Clickstream.OCCURRED_AT.col()).minus(lastSeconds);
        return events.withColumn("searched", last(col("words"), true).over(before))
                .withColumn("here", here)
                .withColumn("seen", when(ago.leq(RETURN_SECONDS), lag(col("here"), 1).over(looks)))
                .withColumn("step", step());
    }

    private Column step() {
        Column url = coalesce(Clickstream.URL.col(), lit(""));
        Column known = Clickstream.PRODUCT_ID.col().isNotNull();
        return when(is("purchase"), lit(Step.BOUGHT.letter()))
                .when(is("checkout"), Step.CHECKOUT.letter())
                .when(is("add_to_cart"), Step.CART.letter())
                .when(is("remove_from_cart"), Step.REMOVED.letter())
                .when(is("document_download"), Step.DOCUMENT.letter())
                .when(is("login"), Step.LOGIN.letter())
                .when(is("search").and(col("searched").notEqual(col("words"))), Step.REFINED.letter())
                .when(is("search"), Step.SEARCH.letter())
                .when(url.rlike(settings.returnPages()), Step.GIVE_BACK.letter())
                .when(url.rlike(settings.supportPages()), Step.HELP.letter())
                .when(url.rlike(settings.researchPages()), Step.RESEARCH.letter())
                .when(is("product_view").and(known).and(col("seen").equalTo(col("here"))), Step.AGAIN.letter())
                .when(is("product_view").and(known).and(col("seen").isNotNull()), Step.RETURNED.letter())
                .when(is("product_view"), Step.PRODUCT.letter())
                .otherwise(Step.PAGE.letter());
    }

    private static Column is(String type) {
        return Clickstream.EVENT_TYPE.col().equalTo(type);
    }

    private static Column did(Step step) {
        return col("step").equalTo(step.letter());
    }

    private static Column[] sums() {
        Column at = Clickstream.OCCURRED_AT.col();
        Column order = struct(at, Clickstream.EVENT_ID.col());
        Column added = did(Step.CART).and(Clickstream.PRODUCT_ID.col().isNotNull());
        Column worth = Clickstream.PRICE.col().multiply(coalesce(Clickstream.QUANTITY.col(), lit(1)));
        Column returned = is("product_view").and(col("seen").notEqual(col("here")));
        return new Column[] {
            max_by(PersonEvents.CUSTOMER_ID.col(), order).as(Sessions.CUSTOMER_ID.name()),
            min(at).as(Sessions.STARTED_AT.name()),
            max(at).as(Sessions.ENDED_AT.name()),
            max(Clickstream.DEVICE.col()).as(Clickstream.DEVICE.name()),
            kind(min_by(Clickstream.REFERRER.col(), order)).as(Sessions.REFERRER_KIND.name()),
            steps(order).as(Sessions.STEPS.name()),
            count_if(is("product_view")).as(Sessions.PRODUCT_VIEW_COUNT.name()),
            size(collect_set(when(is("product_view"), Clickstream.PRODUCT_ID.col())))
                    .as(Sessions.VIEWED_PRODUCT_COUNT.name()),
            size(collect_set(when(returned, Clickstream.PRODUCT_ID.col()))).as(Sessions.RETURNED_PRODUCT_COUNT.name()),
            count_if(did(Step.RESEARCH)).as(Sessions.RESEARCH_COUNT.name()),
            count_if(is("search")).as(Sessions.SEARCH_COUNT.name()),
            count_if(did(Step.REFINED)).as(Sessions.REFINEMENT_COUNT.name()),
            count_if(did(Step.CART)).as(Sessions.CART_ADD_COUNT.name()),
            count_if(did(Step.REMOVED)).as(Sessions.CART_REMOVE_COUNT.name()),
            count_if(did(Step.CHECKOUT)).as(Sessions.CHECKOUT_COUNT.name()),
            count_if(did(Step.BOUGHT)).as(Sessions.PURCHASE_COUNT.name()),
            count_if(did(Step.DOCUMENT)).as(Sessions.DOWNLOAD_COUNT.name()),
            count_if(did(Step.HELP)).as(Sessions.SUPPORT_PAGE_COUNT.name()),
            count_if(did(Step.GIVE_BACK)).as("give_back_count"),
            count_if(did(Step.LOGIN)).as(Sessions.LOGIN_COUNT.name()),
            max(when(is("product_view"), Clickstream.PRICE.col())).as(Sessions.DEAREST_AMOUNT.name()),
            max(when(did(Step.CHECKOUT), at)).as("checkout_at"),
            max(when(did(Step.BOUGHT), at)).as("bought_at"),
            max(when(added, at)).as(Sessions.CART_AT.name()),
            max_by(Clickstream.EVENT_ID.col(), when(added, order)).as(Sessions.CART_EVENT_ID.name()),
            collect_set(when(added, Clickstream.PRODUCT_ID.col())).as("added"),
            collect_set(when(did(Step.REMOVED), Clickstream.PRODUCT_ID.col())).as("removed"),
            sum(when(added, worth)).as("added_amount"),
            sum(when(did(Step.REMOVED), worth)).as("removed_amount")
        };
    }

    /** All steps as one word; a step that is repeated is one, and a very long visit keeps its end. */
    private static Column steps(Column order) {
        Column letters = transform(
                sort_array(collect_list(struct(order.as("at"), col("step")))), event -> event.getField("step"));
        Column once = regexp_replace(concat_ws("", letters), "(.)\\1+", "$1");
        return substring(once, -LONGEST, LONGEST);
    }

    private static Column kind(Column referrer) {
        Column text = lower(coalesce(referrer, lit("")));
        return when(text.isin("", "direct", "(direct)", "none", "(none)"), lit("direct"))
                .when(text.rlike("price|preis|idealo|geizhals|billiger|kelkoo|shopping\\."), "price_portal")
                .when(text.rlike("newsletter|mail"), "mail")
                .when(text.rlike("adclick|doubleclick|cpc|gclid|\\bads?\\b"), "ads")
                .when(text.rlike("google|bing|duckduckgo|yahoo|ecosia|baidu|yandex|search"), "search")
                .when(text.rlike("social|facebook|instagram|tiktok|pinterest|twitter|youtube|reddit"), "social")
                .otherwise("other");
    }

    /** What no order of the same visit took out of the cart. */
    private static Dataset<Row> carts(Dataset<Row> visits) {
        Column failed = col("checkout_at").isNotNull()
                .and(coalesce(col("bought_at").lt(col("checkout_at")), lit(true)));
        Column paid = coalesce(col("bought_at").geq(Sessions.CART_AT.col()), lit(false));
        Column none = array().cast(Sessions.CART_PRODUCTS.type());
        Column left = when(paid, none)
                .otherwise(sort_array(array_except(col("added"), col("removed"))));
        Column isLeft = size(Sessions.CART_PRODUCTS.col()).gt(0);
        Column amount = greatest(
                        col("added_amount").minus(coalesce(col("removed_amount"), lit(0))), lit(0));
        return visits.withColumn(Sessions.HAS_FAILED_CHECKOUT.name(), failed)
                .withColumn(Sessions.CART_PRODUCTS.name(), left)
                .withColumn(Sessions.CART_AMOUNT.name(), when(isLeft, amount).cast(Sessions.CART_AMOUNT.type()))
                .withColumn(Sessions.CART_AT.name(), when(isLeft, Sessions.CART_AT.col()))
                .withColumn(Sessions.CART_EVENT_ID.name(), when(isLeft, Sessions.CART_EVENT_ID.col()));
    }

    /** What they came for, the plainest sign first; a visit without any stays without a purpose. */
    private static Column purpose() {
        Column looks = Sessions.PRODUCT_VIEW_COUNT.col();
        return when(Sessions.CHECKOUT_COUNT.col().plus(Sessions.PURCHASE_COUNT.col()).gt(0), lit("buy"))
                .when(col("give_back_count").gt(0), "return")
                .when(
                        Sessions.SUPPORT_PAGE_COUNT
                                .col()
                                .plus(Sessions.DOWNLOAD_COUNT.col())
                                .gt(0)
                                .and(Sessions.CART_ADD_COUNT.col().equalTo(0)),
                        "support")
                .when(
                        Sessions.CART_ADD_COUNT
                                .col()
                                .gt(0)
                                .and(Sessions.RESEARCH_COUNT
                                        .col()
                                        .plus(Sessions.RETURNED_PRODUCT_COUNT.col())
                                        .gt(0)),
                        "buy")
                .when(
                        Sessions.REFERRER_KIND
                                .col()
                                .equalTo("price_portal")
                                .and(Sessions.VIEWED_PRODUCT_COUNT.col().leq(2)),
                        "price_check")
                .when(looks.gt(1).or(Sessions.RESEARCH_COUNT.col().gt(0)), "compare");
    }
}

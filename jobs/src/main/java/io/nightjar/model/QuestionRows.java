package io.nightjar.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.date_sub;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.QuestionDefinition;
import io.nightjar.config.QuestionDefinition.About;
import io.nightjar.job.Inputs;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The rows that a question's label is made of, and the label on some dates: in the horizon after and before each. */
final class QuestionRows {
    /** Whether the label was true in as many days up to the date. */
    static final String BEFORE = "answered_before";

    /** Whether the label was true of everything up to the date. */
    static final String EVER = "answered_ever";

    private static final String AFTER = "after";
    private static final String SPAN = "nightjar_span";
    private static final String DAY = "nightjar_day";

    private final Inputs in;

    QuestionRows(Inputs in) {
        this.in = in;
    }

    static Table source(About about) {
        return switch (about) {
            case PURCHASES -> PersonPurchases.TABLE;
            case VISITS -> PersonEvents.TABLE;
            case MESSAGES -> PersonContacts.TABLE;
            case INTERACTIONS -> PersonInteractions.TABLE;
        };
    }

    /** What a label may speak about, with the day of each row. */
    Dataset<Row> of(About about) {
        Dataset<Row> rows =
                in.read(source(about)).where(PersonPurchases.CUSTOMER_ID.col().isNotNull());
        Column day = PersonPurchases.CUSTOMER_ID.col();
        return switch (about) {
            case PURCHASES ->
                withProducts(rows)
                        .select(
                                day,
                                PersonPurchases.ORDERED_ON.col().as(DAY),
                                Purchases.ORDER_ID.col(),
                                PersonPurchases.ORDERED_ON.col(),
                                Purchases.PRODUCT_ID.col(),
                                Purchases.QUANTITY.col(),
                                Purchases.AMOUNT.col(),
                                Purchases.DISCOUNT_AMOUNT.col(),
                                Purchases.IS_RETURN.col(),
                                Purchases.CHANNEL.col(),
                                Products.PRODUCT_NAME.col(),
                                Products.CATEGORY.col(),
                                Products.BRAND.col(),
                                Products.PRICE.col());
            case VISITS ->
                rows.select(
                        day,
                        PersonEvents.OCCURRED_ON.col().as(DAY),
                        PersonEvents.OCCURRED_ON.col(),
                        Clickstream.EVENT_TYPE.col(),
                        Clickstream.PRODUCT_ID.col(),
                        Clickstream.CATEGORY.col(),
                        Clickstream.SEARCH_TERMS.col());
            case MESSAGES ->
                rows.where(coalesce(Contacts.IS_CONTROL.col(), lit(false)).equalTo(false))
                        .select(
                                day,
                                to_date(Contacts.SENT_AT.col()).as(DAY),
                                Contacts.SENT_AT.col(),
                                Contacts.CAMPAIGN.col(),
                                Contacts.CHANNEL.col(),
                                Contacts.OPENED_AT.col(),
                                Contacts.CLICKED_AT.col(),
                                Contacts.UNSUBSCRIBED_AT.col());
            case INTERACTIONS ->
                rows.select(
                        day,
                        PersonInteractions.OCCURRED_ON.col().as(DAY),
                        PersonInteractions.OCCURRED_ON.col(),
                        Interactions.KIND.col(),
                        Interactions.CHANNEL.col(),
                        Interactions.RATING.col());
        };
    }

    private Dataset<Row> withProducts(Dataset<Row> lines) {
        Dataset<Row> products = in.read(Products.TABLE)
                .select(
                        Products.PRODUCT_ID.col(),
                        Products.PRODUCT_NAME.col(),
                        Products.CATEGORY.col(),
                        Products.BRAND.col(),
                        Products.PRICE.col())
                .dropDuplicates(Products.PRODUCT_ID.name());
        return lines.join(products, new String[] {Products.PRODUCT_ID.name()}, "left");
    }

    /** The label as a number; null where the aggregate is. */
    static Column label(QuestionDefinition question) {
        return expr("cast((" + question.label() + ") as boolean)");
    }

    /** Adds the label after each row's date, under the question's own name, and before it, to people on dates. */
    Dataset<Row> answered(Dataset<Row> people, QuestionDefinition question, List<LocalDate> dates) {
        Dataset<Row> rows = of(question.about());
        Column all = array(PersonHistory.literals(dates));
        Column day = col(DAY);
        int days = question.horizonDays();
        Column after = filter(all, date -> date.lt(day).and(date_add(date, days).geq(day)));
        Column ever = filter(all, date -> date.geq(day));
        Column before = filter(ever, date -> date_sub(date, days).lt(day));
        Dataset<Row> labels = rows.withColumn(
                        SPAN, explode(concat(span(after, AFTER), span(before, BEFORE), span(ever, EVER))))
                .groupBy(col(PersonHistory.PERSON), col(SPAN + "." + SPAN), col(SPAN + "." + PersonHistory.CUT_OFF))
                .agg(label(question).as("label"))
                .groupBy(PersonHistory.PERSON, PersonHistory.CUT_OFF)
                .agg(
                        max(when(col(SPAN).equalTo(AFTER), col("label"))).as(name(question)),
                        max(when(col(SPAN).equalTo(BEFORE), col("label"))).as(before(question)),
                        max(when(col(SPAN).equalTo(EVER), col("label"))).as(ever(question)));
        boolean ofNothing = ofNothing(rows, question);
        return people.join(labels, new String[] {PersonHistory.PERSON, PersonHistory.CUT_OFF}, "left")
                .withColumn(name(question), coalesce(col(name(question)), lit(ofNothing)))
                .withColumn(before(question), coalesce(col(before(question)), lit(ofNothing)))
                .withColumn(ever(question), coalesce(col(ever(question)), lit(ofNothing)));
    }

    private static Column span(Column dates, String name) {
        return transform(dates, date -> struct(lit(name).as(SPAN), date.as(PersonHistory.CUT_OFF)));
    }

    /** What the label says of a person without any row. */
    private static boolean ofNothing(Dataset<Row> rows, QuestionDefinition question) {
        Row answer = rows.sparkSession()
                .createDataFrame(List.of(), rows.schema())
                .agg(label(question))
                .head();
        return !answer.isNullAt(0) && answer.getBoolean(0);
    }

    static String name(QuestionDefinition question) {
        return "answer:" + question.name();
    }

    static String ever(QuestionDefinition question) {
        return "ever:" + question.name();
    }

    static String before(QuestionDefinition question) {
        return "before:" + question.name();
    }
}

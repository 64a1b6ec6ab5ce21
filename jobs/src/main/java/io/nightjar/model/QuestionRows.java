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
import io.nightjar.schema.Field;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.RelationalGroupedDataset;
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
    /** What happens to a row after its day. */
    private static final List<Field> ANSWERS =
            List.of(Contacts.OPENED_AT, Contacts.CLICKED_AT, Contacts.UNSUBSCRIBED_AT);

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

    /**
     * Adds the label after each row's date, under the question's own name, and before it, to people on dates. All
     * questions are about the same rows and have the same horizon, so the rows are gone through once for all of them.
     */
    Dataset<Row> answered(Dataset<Row> people, List<QuestionDefinition> questions, List<LocalDate> dates) {
        Dataset<Row> rows = of(questions.get(0).about());
        Column all = array(PersonHistory.literals(dates));
        Column day = col(DAY);
        int days = questions.get(0).horizonDays();
        Column after = filter(all, date -> date.lt(day).and(date_add(date, days).geq(day)));
        Column ever = filter(all, date -> date.geq(day));
        Column before = filter(ever, date -> date_sub(date, days).lt(day));
        List<Column> ofSpans = new ArrayList<>();
        for (QuestionDefinition question : questions) {
            ofSpans.add(only(AFTER, question).as(name(question)));
            ofSpans.add(only(BEFORE, question).as(before(question)));
            ofSpans.add(only(EVER, question).as(ever(question)));
        }
        Dataset<Row> labels = aggregated(
                rows.withColumn(SPAN, explode(concat(span(after, AFTER), span(before, BEFORE), span(ever, EVER))))
                        .transform(spans -> known(spans, days))
                        .groupBy(
                                col(PersonHistory.PERSON),
                                col(SPAN + "." + SPAN),
                                col(SPAN + "." + PersonHistory.CUT_OFF)),
                labels(questions));
        Dataset<Row> answered = people.join(
                aggregated(labels.groupBy(PersonHistory.PERSON, PersonHistory.CUT_OFF), ofSpans),
                new String[] {PersonHistory.PERSON, PersonHistory.CUT_OFF},
                "left");
        Row ofNothing = ofNothing(rows, questions);
        for (QuestionDefinition question : questions) {
            Column unasked = lit(!ofNothing.isNullAt(ofNothing.fieldIndex(question.name()))
                    && ofNothing.getBoolean(ofNothing.fieldIndex(question.name())));
            for (String name : List.of(name(question), before(question), ever(question))) {
                answered = answered.withColumn(name, coalesce(col(name), unasked));
            }
        }
        return answered;
    }

    /** Leaves out answers to messages that came after the end of the span. */
    private static Dataset<Row> known(Dataset<Row> spans, int days) {
        Column cutOff = col(SPAN + "." + PersonHistory.CUT_OFF);
        Column end = when(col(SPAN + "." + SPAN).equalTo(AFTER), date_add(cutOff, days))
                .otherwise(cutOff);
        Dataset<Row> known = spans;
        for (Field answer : ANSWERS) {
            if (List.of(spans.columns()).contains(answer.name())) {
                known = known.withColumn(
                        answer.name(), when(to_date(answer.col()).leq(end), answer.col()));
            }
        }
        return known;
    }

    private static Dataset<Row> aggregated(RelationalGroupedDataset groups, List<Column> columns) {
        return groups.agg(columns.get(0), columns.subList(1, columns.size()).toArray(Column[]::new));
    }

    private static List<Column> labels(List<QuestionDefinition> questions) {
        return questions.stream()
                .map(question -> label(question).as(question.name()))
                .toList();
    }

    private static Column only(String span, QuestionDefinition question) {
        return max(when(col(SPAN).equalTo(span), col("`" + question.name() + "`")));
    }

    private static Column span(Column dates, String name) {
        return transform(dates, date -> struct(lit(name).as(SPAN), date.as(PersonHistory.CUT_OFF)));
    }

    /** What the labels say of a person without any row. */
    private static Row ofNothing(Dataset<Row> rows, List<QuestionDefinition> questions) {
        List<Column> labels = labels(questions);
        return rows.sparkSession()
                .createDataFrame(List.of(), rows.schema())
                .agg(labels.get(0), labels.subList(1, labels.size()).toArray(Column[]::new))
                .head();
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

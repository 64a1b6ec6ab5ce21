package io.nightjar.segment;

import static org.apache.spark.sql.functions.add_months;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.TriggerGround;
import io.nightjar.job.Inputs;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Field;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.ProductClocks;
import io.nightjar.schema.ProductStates;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Table;
import io.nightjar.schema.TriggerEvents;
import io.nightjar.schema.TriggerFacts;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The things that triggers fire about: for each ground its rows, with person, usual object and the ground's columns. */
final class TriggerGrounds {
    static final String GROUND = "trigger_ground";
    static final String USUAL_OBJECT = "usual_object";

    private static final String PERSON = TriggerEvents.CUSTOMER_ID.name();
    private static final String PRODUCT = TriggerEvents.PRODUCT_ID.name();

    private final Inputs in;
    private final LocalDate asOf;
    private final int memoryDays;

    /** @param memoryDays for which a look at a product counts as wanting it */
    TriggerGrounds(Inputs in, LocalDate asOf, int memoryDays) {
        this.in = in;
        this.asOf = asOf;
        this.memoryDays = memoryDays;
    }

    static List<Table> inputs() {
        return List.of(
                ProductClocks.TABLE,
                ProductStates.TABLE,
                Products.TABLE,
                PersonEvents.TABLE,
                PersonPurchases.TABLE,
                PersonInteractions.TABLE);
    }

    /** Columns that rules on this ground may speak of beside the person's. */
    static List<Field> fields(TriggerGround ground) {
        return switch (ground) {
            case PERSON -> List.of();
            case DUE_PRODUCT -> TriggerFacts.DUE_PRODUCT;
            case WANTED_PRODUCT -> TriggerFacts.WANTED_PRODUCT;
            case OWNED_PRODUCT -> TriggerFacts.OWNED_PRODUCT;
            case INTERACTION -> TriggerFacts.INTERACTION;
        };
    }

    /** Without this table there is nothing of the kind. */
    static Table needed(TriggerGround ground) {
        return switch (ground) {
            case PERSON -> CustomerProfiles.TABLE;
            case DUE_PRODUCT -> ProductClocks.TABLE;
            case WANTED_PRODUCT -> ProductStates.TABLE;
            case OWNED_PRODUCT -> PersonPurchases.TABLE;
            case INTERACTION -> PersonInteractions.TABLE;
        };
    }

    Dataset<Row> rows(TriggerGround ground) {
        Dataset<Row> rows =
                switch (ground) {
                    case PERSON -> in.read(CustomerProfiles.TABLE).select(col(PERSON), lit("").as(USUAL_OBJECT));
                    case DUE_PRODUCT -> due();
                    case WANTED_PRODUCT -> wanted();
                    case OWNED_PRODUCT -> owned();
                    case INTERACTION -> interactions();
                };
        return rows.where(col(PERSON).isNotNull()).withColumn(GROUND, lit(ground.name()));
    }

    private Dataset<Row> due() {
        return in.read(ProductClocks.TABLE)
                .join(states(), new String[] {PRODUCT}, "left")
                .withColumn(USUAL_OBJECT, product(ProductClocks.LAST_ON.col()))
                .select(columns(TriggerFacts.DUE_PRODUCT));
    }

    /** Looked at, or bought before and soon due again; what was bought after the last look is not wanted any more. */
    private Dataset<Row> wanted() {
        Column day = PersonEvents.OCCURRED_ON.col();
        Column kind = Clickstream.EVENT_TYPE.col();
        Dataset<Row> looks = in.read(PersonEvents.TABLE)
                .where(day.gt(asOf.minusDays(memoryDays)).and(day.leq(asOf)))
                .where(kind.isin("product_view", "add_to_cart")
                        .and(Clickstream.PRODUCT_ID.col().isNotNull()))
                .groupBy(PERSON, PRODUCT)
                .agg(
                        max(day).as(TriggerFacts.WANTED_ON.name()),
                        max(kind.equalTo("add_to_cart")).as(TriggerFacts.IS_CARTED.name()));
        Dataset<Row> clocks = in.read(ProductClocks.TABLE)
                .select(col(PERSON), col(PRODUCT), ProductClocks.LAST_ON.col(), ProductClocks.DUE_ON.col());
        Column lookedAt = TriggerFacts.WANTED_ON.col();
        return looks.join(clocks, new String[] {PERSON, PRODUCT}, "full")
                .where(lookedAt.isNull()
                        .or(ProductClocks.LAST_ON.col().isNull())
                        .or(ProductClocks.LAST_ON.col().lt(lookedAt)))
                .join(states(), PRODUCT)
                .withColumn(USUAL_OBJECT, product(coalesce(lookedAt, ProductClocks.LAST_ON.col())))
                .select(columns(TriggerFacts.WANTED_PRODUCT));
    }

    private Dataset<Row> owned() {
        Column day = PersonPurchases.ORDERED_ON.col();
        Column order = Purchases.ORDER_ID.col();
        Dataset<Row> bought = in.read(PersonPurchases.TABLE)
                .where(not(coalesce(Purchases.IS_RETURN.col(), lit(false))).and(day.leq(asOf)))
                .groupBy(PERSON, PRODUCT)
                .agg(
                        max(day).as(TriggerFacts.BOUGHT_ON.name()),
                        max_by(order, struct(day, order)).as(Purchases.ORDER_ID.name()));
        Dataset<Row> read = in.read(PersonEvents.TABLE)
                .where(Clickstream.EVENT_TYPE.col().equalTo("document_download"))
                .where(PersonEvents.OCCURRED_ON.col().leq(asOf))
                .groupBy(PERSON, PRODUCT)
                .agg(max(PersonEvents.OCCURRED_ON.col()).as("fetched_on"));
        Dataset<Row> warranties = in.read(Products.TABLE)
                .groupBy(PRODUCT)
                .agg(max(Products.WARRANTY_MONTHS.col()).as(Products.WARRANTY_MONTHS.name()));
        Column boughtOn = TriggerFacts.BOUGHT_ON.col();
        return bought.join(read, new String[] {PERSON, PRODUCT}, "left")
                .join(states(), new String[] {PRODUCT}, "left")
                .join(warranties, new String[] {PRODUCT}, "left")
                .withColumn(TriggerFacts.WARRANTY_ENDS_ON.name(), add_months(boughtOn, Products.WARRANTY_MONTHS.col()))
                .withColumn(
                        TriggerFacts.DOCUMENT_READ_ON.name(),
                        when(col("fetched_on").geq(boughtOn), col("fetched_on")))
                .withColumn(USUAL_OBJECT, product(boughtOn))
                .select(columns(TriggerFacts.OWNED_PRODUCT));
    }

    private Dataset<Row> interactions() {
        return in.read(PersonInteractions.TABLE)
                .where(PersonInteractions.OCCURRED_ON.col().leq(asOf))
                .withColumn(TriggerFacts.INTERACTION_ON.name(), PersonInteractions.OCCURRED_ON.col())
                .withColumn(USUAL_OBJECT, Interactions.INTERACTION_ID.col())
                .select(columns(TriggerFacts.INTERACTION));
    }

    private Dataset<Row> states() {
        return in.read(ProductStates.TABLE).drop(ProductStates.SEEN_ON.name());
    }

    private static Column product(Column day) {
        return concat_ws(" ", col(PRODUCT), coalesce(day.cast("string"), lit("")));
    }

    private static Column[] columns(List<Field> fields) {
        return Stream.concat(
                        Stream.of(col(PERSON), col(USUAL_OBJECT)),
                        fields.stream().map(Field::col))
                .toArray(Column[]::new);
    }
}

package io.nightjar.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_distinct;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.min_by;
import static org.apache.spark.sql.functions.negate;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.job.TableJob;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.Field;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Rfm;
import io.nightjar.schema.Table;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Joins what is known about each person into one row; anonymous visitors are people too. */
public final class BuildProfiles implements TableJob {
    private static final String PERSON = CustomerProfiles.CUSTOMER_ID.name();

    @Override
    public List<Table> inputs() {
        return List.of(
                IdentityLinks.TABLE,
                Rfm.TABLE,
                ContactPoints.TABLE,
                PersonPurchases.TABLE,
                Products.TABLE,
                PersonEvents.TABLE,
                PersonInteractions.TABLE,
                LoyaltyMembers.TABLE);
    }

    @Override
    public Table output() {
        return CustomerProfiles.TABLE;
    }

    @Override
    public Dataset<Row> build(Inputs in, LocalDate asOf) {
        Dataset<Row> people = people(in);
        List<Dataset<Row>> parts = List.of(
                in.read(Rfm.TABLE),
                favourites(in),
                visits(in, asOf),
                loyalty(in, asOf),
                complaints(in, asOf),
                permissions(in));
        Dataset<Row> joined = people;
        for (Dataset<Row> part : parts) {
            joined = joined.join(part, new String[] {PERSON}, "left");
        }
        return joined.select(CustomerProfiles.TABLE.fields().stream()
                .map(field -> in.has(origin(field)) ? withDefault(field) : field.of(lit(null)))
                .toArray(Column[]::new));
    }

    private static Dataset<Row> people(Inputs in) {
        Column isVisitor = IdentityLinks.SOURCE.col().equalTo(Clickstream.SOURCE.name());
        Column isNameless = isVisitor.and(IdentityLinks.RULE.col().notEqual(Identifiers.LOGIN));
        return in.read(IdentityLinks.TABLE)
                .groupBy(IdentityLinks.CUSTOMER_ID.col())
                .agg(
                        min(isNameless).as(CustomerProfiles.IS_ANONYMOUS.name()),
                        count_if(not(isVisitor)).as(CustomerProfiles.RECORD_COUNT.name()));
    }

    /** Where most money went; of equals the first by name. */
    private static Dataset<Row> favourites(Inputs in) {
        Dataset<Row> sales = in.read(PersonPurchases.TABLE)
                .where(PersonPurchases.CUSTOMER_ID.col().isNotNull().and(not(Purchases.IS_RETURN.col())))
                .join(
                        in.read(Products.TABLE).select(Products.PRODUCT_ID.col(), Products.CATEGORY.col()),
                        new String[] {Products.PRODUCT_ID.name()},
                        "left");
        Dataset<Row> category = most(sales, Products.CATEGORY, CustomerProfiles.FAVOURITE_CATEGORY);
        Dataset<Row> channel = most(sales, Purchases.CHANNEL, CustomerProfiles.FAVOURITE_CHANNEL);
        return category.join(channel, new String[] {PERSON}, "full");
    }

    private static Dataset<Row> most(Dataset<Row> sales, Field by, Field favourite) {
        return sales.where(by.col().isNotNull())
                .groupBy(col(PERSON), by.col())
                .agg(sum(Purchases.AMOUNT.col()).as("spent"))
                .groupBy(PERSON)
                .agg(min_by(by.col(), struct(negate(col("spent")), by.col())).as(favourite.name()));
    }

    private static Dataset<Row> visits(Inputs in, LocalDate asOf) {
        Column day = PersonEvents.OCCURRED_ON.col();
        Column within30 = day.gt(asOf.minusDays(30));
        Column within90 = day.gt(asOf.minusDays(90));
        return in.read(PersonEvents.TABLE)
                .groupBy(PERSON)
                .agg(
                        max(day).as(CustomerProfiles.LAST_VISIT_ON.name()),
                        count_distinct(when(within30, day)).as(CustomerProfiles.VISIT_DAYS_30.name()),
                        count_distinct(when(within90, day)).as(CustomerProfiles.VISIT_DAYS_90.name()),
                        count_if(within30.and(Clickstream.EVENT_TYPE.col().equalTo("add_to_cart")))
                                .as(CustomerProfiles.CARTS_30.name()));
    }

    /** The card with most points, where a person has several. */
    private static Dataset<Row> loyalty(Inputs in, LocalDate asOf) {
        Dataset<Row> links = in.read(IdentityLinks.TABLE)
                .where(IdentityLinks.SOURCE.col().equalTo(LoyaltyMembers.SOURCE.name()))
                .select(
                        IdentityLinks.SOURCE_KEY.col().as(LoyaltyMembers.LOYALTY_NUMBER.name()),
                        IdentityLinks.CUSTOMER_ID.col());
        Column card =
                struct(coalesce(LoyaltyMembers.POINTS_BALANCE.col(), lit(0L)), LoyaltyMembers.LOYALTY_NUMBER.col());
        return in.read(LoyaltyMembers.TABLE)
                .where(coalesce(LoyaltyMembers.JOINED_ON.col().leq(asOf), lit(true)))
                .join(links, LoyaltyMembers.LOYALTY_NUMBER.name())
                .groupBy(PERSON)
                .agg(
                        max_by(LoyaltyMembers.TIER.col(), card).as(CustomerProfiles.LOYALTY_TIER.name()),
                        sum(LoyaltyMembers.POINTS_BALANCE.col()).as(CustomerProfiles.POINTS_BALANCE.name()),
                        min(LoyaltyMembers.POINTS_EXPIRE_ON.col()).as(CustomerProfiles.POINTS_EXPIRE_ON.name()));
    }

    private static Dataset<Row> complaints(Inputs in, LocalDate asOf) {
        return in.read(PersonInteractions.TABLE)
                .where(Interactions.KIND.col().equalTo("complaint"))
                .where(PersonInteractions.OCCURRED_ON.col().gt(asOf.minusDays(90)))
                .where(PersonInteractions.CUSTOMER_ID.col().isNotNull())
                .groupBy(PERSON)
                .agg(count(lit(1)).as(CustomerProfiles.COMPLAINTS_90.name()));
    }

    private static Dataset<Row> permissions(Inputs in) {
        return in.read(ContactPoints.TABLE)
                .select(ContactPoints.CUSTOMER_ID.col(), struct(permitted()).as("permitted"))
                .select(PERSON, "permitted.*");
    }

    private static Column[] permitted() {
        return ContactPoints.PERMISSIONS.stream().map(Field::col).toArray(Column[]::new);
    }

    /** Counts of a source that is there are 0 for those it does not mention; permission nobody gave is no. */
    private static Column withDefault(Field field) {
        boolean isCount = List.of(
                        CustomerProfiles.VISIT_DAYS_30,
                        CustomerProfiles.VISIT_DAYS_90,
                        CustomerProfiles.CARTS_30,
                        CustomerProfiles.COMPLAINTS_90,
                        Rfm.FREQUENCY)
                .contains(field);
        if (isCount) {
            return field.of(coalesce(field.col(), lit(0)));
        }
        return ContactPoints.PERMISSIONS.contains(field)
                ? field.of(coalesce(field.col(), lit(false)))
                : field.of(field.col());
    }

    /** The table a column comes from: without it the column is unknown, not zero. */
    private static Table origin(Field field) {
        if (List.of(
                        CustomerProfiles.LAST_VISIT_ON,
                        CustomerProfiles.VISIT_DAYS_30,
                        CustomerProfiles.VISIT_DAYS_90,
                        CustomerProfiles.CARTS_30)
                .contains(field)) {
            return PersonEvents.TABLE;
        }
        if (List.of(CustomerProfiles.LOYALTY_TIER, CustomerProfiles.POINTS_BALANCE, CustomerProfiles.POINTS_EXPIRE_ON)
                .contains(field)) {
            return LoyaltyMembers.TABLE;
        }
        if (field.equals(CustomerProfiles.COMPLAINTS_90)) {
            return PersonInteractions.TABLE;
        }
        return ContactPoints.PERMISSIONS.contains(field) ? ContactPoints.TABLE : IdentityLinks.TABLE;
    }
}

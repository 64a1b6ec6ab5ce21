package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.CartSettings;
import io.nightjar.config.TrainerSettings;
import io.nightjar.job.ModelJob.Scored;
import io.nightjar.schema.Carts;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Sessions;
import io.nightjar.schema.TrainedModels;
import java.sql.Date;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class LearnCartsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-30");
    private static final CartSettings SETTINGS = new CartSettings(14, 7, 40, 0.9, 5_000);
    private static final TrainerSettings TRAINER = new TrainerSettings(2, 20, 5_000, 0.999, 0.1, 0.5, 0.1);

    /** Carts and orders of a small shop. */
    private static final class Shop {
        private final List<Row> visits = new ArrayList<>();
        private final List<Row> orders = new ArrayList<>();

        Shop cart(String person, LocalDate day, String steps, String product) {
            Object[] values = new Object[Sessions.TABLE.fields().size()];
            Map<String, Object> known = Map.ofEntries(
                    Map.entry(Clickstream.VISITOR_ID.name(), "v-" + person),
                    Map.entry(Clickstream.SESSION_ID.name(), person + "-" + day),
                    Map.entry(Sessions.VISITED_ON.name(), Date.valueOf(day)),
                    Map.entry(Sessions.CUSTOMER_ID.name(), person),
                    Map.entry(Sessions.STARTED_AT.name(), Timestamp.valueOf(day + " 12:00:00")),
                    Map.entry(Sessions.ENDED_AT.name(), Timestamp.valueOf(day + " 12:10:00")),
                    Map.entry(Sessions.STEPS.name(), steps),
                    Map.entry(Sessions.EVENT_COUNT.name(), (long) steps.length()),
                    Map.entry(Sessions.HAS_FAILED_CHECKOUT.name(), false),
                    Map.entry(Sessions.CART_PRODUCTS.name(), new String[] {product}),
                    Map.entry(Sessions.CART_AT.name(), Timestamp.valueOf(day + " 12:09:00")),
                    Map.entry(Sessions.CART_EVENT_ID.name(), "e-" + person + "-" + day));
            for (int i = 0; i < values.length; i++) {
                values[i] = known.get(Sessions.TABLE.fields().get(i).name());
            }
            visits.add(RowFactory.create(values));
            return this;
        }

        Shop order(String person, LocalDate day, String product) {
            Object[] values = new Object[PersonPurchases.TABLE.fields().size()];
            Map<String, Object> known = Map.of(
                    PersonPurchases.CUSTOMER_ID.name(),
                    person,
                    Purchases.ORDER_ID.name(),
                    "o-" + person + "-" + day + "-" + product,
                    PersonPurchases.ORDERED_ON.name(),
                    Date.valueOf(day),
                    Purchases.ORDERED_AT.name(),
                    Timestamp.valueOf(day + " 18:00:00"),
                    Purchases.PRODUCT_ID.name(),
                    product,
                    Purchases.IS_RETURN.name(),
                    false);
            for (int i = 0; i < values.length; i++) {
                values[i] = known.get(PersonPurchases.TABLE.fields().get(i).name());
            }
            orders.add(RowFactory.create(values));
            return this;
        }

        Tables tables(SparkSession spark) {
            return new Tables(spark)
                    .with(Sessions.TABLE, spark.createDataFrame(visits, Sessions.TABLE.structType()))
                    .with(PersonPurchases.TABLE, spark.createDataFrame(orders, PersonPurchases.TABLE.structType()));
        }
    }

    /** Every day of half a year two carts are left after a look again and bought three days later, four in passing. */
    private static Shop planted() {
        Shop shop = new Shop();
        for (LocalDate day = DAY.minusDays(180); !day.isAfter(DAY); day = day.plusDays(1)) {
            for (int i = 0; i < 2; i++) {
                String person = "meant" + i + "-" + day;
                shop.cart(person, day, "svac", "p1").order(person, day.plusDays(3), "p1");
            }
            for (int i = 0; i < 4; i++) {
                shop.cart("idle" + i + "-" + day, day, "pvc", "p2");
            }
        }
        return shop;
    }

    /**
     * Every day of half a year six carts are left: two after a look again by people who had bought something before, who
     * buy it; two after a look again by others and two in passing by people who had bought before, and nobody buys.
     */
    private static Shop mixed() {
        Shop shop = new Shop();
        for (LocalDate day = DAY.minusDays(180); !day.isAfter(DAY); day = day.plusDays(1)) {
            for (int i = 0; i < 2; i++) {
                String meant = "meant" + i + "-" + day;
                String known = "known" + i + "-" + day;
                shop.order(meant, day.minusDays(10), "p3").cart(meant, day, "svac", "p1");
                if (day.isBefore(DAY.minusDays(2))) {
                    shop.order(meant, day.plusDays(3), "p1");
                }
                shop.cart("curious" + i + "-" + day, day, "svac", "p1");
                shop.order(known, day.minusDays(10), "p3").cart(known, day, "pvc", "p1");
            }
        }
        return shop;
    }

    @Test
    void cartsThatAreMeantAreToldFromThoseClickedInPassing(SparkSession spark) {
        Tables in = planted().tables(spark).named(Products.TABLE, "product_id, stock\np1, 3\np2, 0");
        Scored scored = learn(in);
        // From the end of May, 20 evenings: six carts each for the plain rule, of which the two that are meant are
        // ours.
        assertThat(scored.card().settings())
                .containsEntry("list of the plain rule", "120 carts of 120 people, 40 bought")
                .containsEntry("our list", "40 carts of 40 people, 40 bought: 80 people not bothered, 0 buyers missed");
        assertThat(scored.card().curves()).containsOnlyKeys("lift of the rule", "calibration", "lift");
        Dataset<Row> open = scored.scores().where(Carts.CART_ON.col().equalTo(DAY.toString()));
        assertThat(Rows.text(
                        open.where("customer_id like '%0-%'"),
                        Carts.CART_PRODUCTS,
                        Carts.CART_STATE,
                        Carts.IS_IN_STOCK,
                        Carts.IS_BELIEVED))
                .containsExactly("[p1], open, true, true", "[p2], open, false, false");
        assertThat(open.where("customer_id like 'meant0%'").head().<Double>getAs(Carts.CART_TRUST.name()))
                .isGreaterThan(0.9);
        assertThat(open.where("customer_id like 'meant0%'")
                        .selectExpr("cart_reasons[0]")
                        .head()
                        .getString(0))
                .matches(
                        "of \\d+ carts left after a search, then a product, then the same product again, then the cart,"
                                + " \\d+ were bought");
    }

    @Test
    void anOrderOfSomethingElseClosesACartWithoutBuyingIt(SparkSession spark) {
        Shop shop = new Shop()
                .cart("ann", DAY.minusDays(10), "vc", "p1")
                .order("ann", DAY.minusDays(9), "p2")
                .cart("bob", DAY.minusDays(10), "vc", "p1")
                .order("bob", DAY.minusDays(9), "p1")
                .cart("cat", DAY.minusDays(10), "vc", "p1")
                .order("cat", DAY.minusDays(20), "p1")
                .cart("dan", DAY.minusDays(14), "vc", "p1")
                .cart("eve", DAY.minusDays(1), "vc", "p1")
                .order("eve", DAY.minusDays(1), "p1");
        assertThat(Rows.text(learn(shop.tables(spark)).scores(), Carts.CUSTOMER_ID, Carts.CART_STATE))
                .containsExactly("ann, other", "bob, bought", "cat, open", "dan, given_up");
    }

    @Test
    void whatHappensAfterTheDateChangesNothing(SparkSession spark) {
        Shop later = mixed().order("curious0-" + DAY, DAY.plusDays(1), "p1")
                .cart("meant0-" + DAY, DAY.plusDays(1), "kkc", "p2");
        Scored without = learn(mixed().tables(spark));
        Scored with = learn(later.tables(spark));
        assertThat(with.card()).isEqualTo(without.card());
        assertThat(Rows.text(with.scores(), Carts.CUSTOMER_ID, Carts.CART_STATE, Carts.CART_TRUST, Carts.IS_BELIEVED))
                .isEqualTo(Rows.text(
                        without.scores(), Carts.CUSTOMER_ID, Carts.CART_STATE, Carts.CART_TRUST, Carts.IS_BELIEVED))
                .isNotEmpty();
        assertThat(without.card().decision()).startsWith("The model ranked people better than the rule");
    }

    @Test
    void championStaysWhereTheNextNightsModelIsNotBetter(SparkSession spark) {
        Tables in = mixed().tables(spark);
        Scored first = learn(in);
        Tables next = mixed().tables(spark).lastNight(TrainedModels.CARTS, in.read(TrainedModels.CARTS));
        Scored second = learn(next);
        assertThat(second.card().decision()).contains("The champion of 2026-06-30 stays");
        assertThat(second.card().metrics().get("champion"))
                .isNotNull()
                .isEqualTo(first.card().metrics().get("blend"));
        assertThat(Rows.text(second.scores(), Carts.CUSTOMER_ID, Carts.CART_TRUST, Carts.IS_BELIEVED))
                .isEqualTo(Rows.text(first.scores(), Carts.CUSTOMER_ID, Carts.CART_TRUST, Carts.IS_BELIEVED));
    }

    private static Scored learn(Tables in) {
        Scored learned = new LearnCarts(SETTINGS, TRAINER, 42).learn(in, DAY);
        in.with(TrainedModels.CARTS, learned.scores());
        return new Scored(new ScoreCarts(SETTINGS).build(in, DAY), learned.cards());
    }
}

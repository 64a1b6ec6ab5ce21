package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.VisitSettings;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Field;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.Sessions;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class BuildSessionsTest {
    private static final VisitSettings SETTINGS = new VisitSettings(30, "/help", "/returns", "tab=(reviews|delivery)");
    private static final String HEAD =
            "customer_id, occurred_on, occurred_at, visitor_id, event_id, event_type, product_id, search_terms, url,"
                    + " price, quantity, session_id, referrer\n";

    @Test
    void silenceMidnightAndTheTrackersOwnSessionEndAVisit(SparkSession spark) {
        // v1 names no session: 10:00 and 10:30 belong together (30 minutes), 11:01 does not, 23:59 and 00:01 never do.
        // v2 names one, which holds over any silence of the day.
        Dataset<Row> visits = visits(spark, """
            ann, 2026-01-10, 2026-01-10 10:00:00, v1, e1, page_view, , , , , , , google
            ann, 2026-01-10, 2026-01-10 10:30:00, v1, e2, page_view, , , , , , , shop
            ann, 2026-01-10, 2026-01-10 11:01:00, v1, e3, page_view, , , , , , , newsletter
            ann, 2026-01-10, 2026-01-10 23:59:00, v1, e4, page_view, , , , , , ,
            ann, 2026-01-11, 2026-01-11 00:01:00, v1, e5, page_view, , , , , , ,
            bob, 2026-01-10, 2026-01-10 08:00:00, v2, e6, page_view, , , , , , s9,
            bob, 2026-01-10, 2026-01-10 14:00:00, v2, e7, page_view, , , , , , s9,
            """);
        assertThat(texts(
                        visits,
                        Clickstream.VISITOR_ID,
                        Sessions.VISITED_ON,
                        Sessions.EVENT_COUNT,
                        Sessions.REFERRER_KIND))
                .containsExactly(
                        "v1, 2026-01-10, 1, direct",
                        "v1, 2026-01-10, 1, mail",
                        "v1, 2026-01-10, 2, search",
                        "v1, 2026-01-11, 1, direct",
                        "v2, 2026-01-10, 2, direct");
    }

    @Test
    void stepsAreToldInTheLightOfEarlierOnes(SparkSession spark) {
        // Day 1: a product. Day 2: a search, one in other words, the product of day 1 again on this visit (r), its
        // reviews (i), once more (a), into the cart and out, another into the cart, the checkout; no order.
        Dataset<Row> visits = visits(spark, """
            ann, 2026-01-10, 2026-01-10 10:00:00, v1, e1, product_view, p1, , /p1, 20, , s1,
            ann, 2026-01-12, 2026-01-12 10:00:00, v1, f1, search, , red shoes, , , , s2,
            ann, 2026-01-12, 2026-01-12 10:01:00, v1, f2, search, , Red Shoes , , , , s2,
            ann, 2026-01-12, 2026-01-12 10:02:00, v1, f3, search, , boots, , , , s2,
            ann, 2026-01-12, 2026-01-12 10:03:00, v1, f4, product_view, p1, , /p1, 20, , s2,
            ann, 2026-01-12, 2026-01-12 10:04:00, v1, f5, product_view, p1, , /p1?tab=reviews, 20, , s2,
            ann, 2026-01-12, 2026-01-12 10:05:00, v1, f6, product_view, p1, , /p1, 20, , s2,
            ann, 2026-01-12, 2026-01-12 10:06:00, v1, f7, add_to_cart, p1, , , 20, 1, s2,
            ann, 2026-01-12, 2026-01-12 10:07:00, v1, f8, remove_from_cart, p1, , , 20, 1, s2,
            ann, 2026-01-12, 2026-01-12 10:08:00, v1, f9, add_to_cart, p2, , , 15.50, 2, s2,
            ann, 2026-01-12, 2026-01-12 10:09:00, v1, g1, checkout, , , , , , s2,
            """);
        assertThat(texts(
                        visits,
                        Sessions.STEPS,
                        Sessions.SEARCH_COUNT,
                        Sessions.REFINEMENT_COUNT,
                        Sessions.RETURNED_PRODUCT_COUNT,
                        Sessions.HAS_FAILED_CHECKOUT,
                        Sessions.CART_AMOUNT,
                        Sessions.CART_EVENT_ID,
                        Sessions.PURPOSE))
                .containsExactly("sfriacdck, 3, 1, 1, true, 31.00, f9, buy", "v, 0, 0, 0, false, , , ");
        assertThat(visits.where(Sessions.CART_AMOUNT.col().isNotNull())
                        .head()
                        .getList(visits.schema().fieldIndex(Sessions.CART_PRODUCTS.name())))
                .isEqualTo(List.of("p2"));
    }

    @Test
    void whatWasOrderedIsNotLeftInTheCartAndWhoLogsInWasThereBefore(SparkSession spark) {
        Dataset<Row> visits = visits(spark, """
            anon, 2026-01-10, 2026-01-10 10:00:00, v1, e1, add_to_cart, p1, , , 20, 1, s1,
            ann, 2026-01-10, 2026-01-10 10:01:00, v1, e2, login, , , , , , s1,
            ann, 2026-01-10, 2026-01-10 10:02:00, v1, e3, checkout, , , , , , s1,
            ann, 2026-01-10, 2026-01-10 10:03:00, v1, e4, purchase, , , , , , s1,
            """);
        assertThat(texts(
                        visits,
                        Sessions.CUSTOMER_ID,
                        Sessions.STEPS,
                        Sessions.HAS_FAILED_CHECKOUT,
                        Sessions.CART_AT,
                        Sessions.PURCHASE_COUNT))
                .containsExactly("ann, clkb, false, , 1");
    }

    @Test
    void aVisitHasOnePurposeOrNone(SparkSession spark) {
        Dataset<Row> visits = visits(spark, """
            a, 2026-01-10, 2026-01-10 10:00:00, v1, e1, page_view, , , /help/size, , , s1,
            b, 2026-01-10, 2026-01-10 10:00:00, v2, e2, page_view, , , /returns, , , s2,
            c, 2026-01-10, 2026-01-10 10:00:00, v3, e3, product_view, p1, , /p1, 5, , s3, idealo.de
            d, 2026-01-10, 2026-01-10 10:00:00, v4, e4, product_view, p1, , /p1, 5, , s4,
            d, 2026-01-10, 2026-01-10 10:01:00, v4, e5, product_view, p2, , /p2, 5, , s4,
            e, 2026-01-10, 2026-01-10 10:00:00, v5, e6, page_view, , , /, , , s5,
            f, 2026-01-10, 2026-01-10 10:00:00, v6, e7, document_download, p1, , /p1.pdf, , , s6,
            """);
        assertThat(texts(visits, Sessions.CUSTOMER_ID, Sessions.PURPOSE))
                .containsExactly("a, support", "b, return", "c, price_check", "d, compare", "e, ", "f, support");
    }

    @Test
    void laterClicksChangeNoEarlierVisit(SparkSession spark) {
        String known = "ann, 2026-01-31, 2026-01-31 23:50:00, v1, e1, add_to_cart, p1, , , 20, 1, s1,\n";
        String later = "bob, 2026-02-01, 2026-02-01 00:10:00, v1, e2, purchase, p1, , , 20, 1, s1,\n";
        assertThat(texts(visits(spark, known + later), Sessions.TABLE.fields().toArray(Field[]::new)))
                .isEqualTo(texts(visits(spark, known), Sessions.TABLE.fields().toArray(Field[]::new)));
    }

    private static Dataset<Row> visits(SparkSession spark, String events) {
        Tables in = new Tables(spark).named(PersonEvents.TABLE, HEAD + events);
        return new BuildSessions(SETTINGS).build(in, LocalDate.parse("2026-01-31"));
    }

    private static List<String> texts(Dataset<Row> rows, Field... fields) {
        return Rows.text(rows, fields);
    }
}

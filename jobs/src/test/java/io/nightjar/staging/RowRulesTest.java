package io.nightjar.staging;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.Customers;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.Products;
import io.nightjar.schema.Provenance;
import io.nightjar.schema.Purchases;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Which rows are put aside, with which word and sentence, and what becomes of values that cannot be read. */
@ExtendWith(SparkExtension.class)
final class RowRulesTest {
    @TempDir
    private Path folder;

    @Test
    void putsAsideAmountsThatAreNoPlainFiniteNumber(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder).file("a.csv", """
                        order_id,ordered_at,product_id,amount
                        o1,2026-01-05,p1,10.00
                        o2,2026-01-05,p1,NaN
                        o3,2026-01-05,p1,Inf
                        o4,2026-01-05,p1,1e400
                        o5,2026-01-05,p1,"12,50"
                        o6,2026-01-05,p1,"1,234.50"
                        o7,2026-01-05,p1,€ 5
                        o8,2026-01-05,p1,99999999999999999999
                        o9,2026-01-05,p1,
                        """).purchases();
        assertThat(staged.kept(Purchases.SOURCE, Purchases.ORDER_ID, Purchases.AMOUNT))
                .containsExactly("2 o1|10.00");
        assertThat(staged.rejected())
                .containsExactly(
                        "3 UNREADABLE: amount cannot be read as a number from amount = 'NaN'; correct the export or the mapping",
                        "4 UNREADABLE: amount cannot be read as a number from amount = 'Inf'; correct the export or the mapping",
                        "5 UNREADABLE: amount cannot be read as a number from amount = '1e400'; correct the export or the mapping",
                        "6 UNREADABLE: amount cannot be read as a number from amount = '12,50'; correct the export or the mapping",
                        "7 UNREADABLE: amount cannot be read as a number from amount = '1,234.50'; correct the export or the mapping",
                        "8 UNREADABLE: amount cannot be read as a number from amount = '€ 5'; correct the export or the mapping",
                        "9 UNREADABLE: amount cannot be read as a number from amount = '99999999999999999999'; correct the export or the mapping",
                        "10 NO_AMOUNT: amount is missing, and so is quantity or unit_price to make it from; map one of them");
        assertThat(staged.accounts()).containsExactly("purchases/purchases in/a.csv 9=1+8+0+0");
    }

    @Test
    void putsAsideTimesThatAreNoDayOfOurCalendarOrOutOfReach(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder).file("a.csv", """
                        order_id,ordered_at,product_id,amount
                        o1,2026-01-05 10:20:30,p1,1
                        o2,2026-02-30,p1,1
                        o3,0001-01-01,p1,1
                        o4,1899-12-31,p1,1
                        o5,9999-12-31,p1,1
                        o6,99999-01-01,p1,1
                        o7,26-01-05,p1,1
                        o8,05.01.2026,p1,1
                        o9,12:30:00,p1,1
                        o10,2026-01,p1,1
                        o11,,p1,1
                        o12,2027-02-01 00:00:00,p1,1
                        o13,2027-02-02 00:00:00,p1,1
                        """).purchases();
        assertThat(staged.kept(Purchases.SOURCE, Purchases.ORDER_ID, Purchases.ORDERED_AT))
                .containsExactly("2 o1|2026-01-05 10:20:30", "13 o12|2027-02-01 00:00:00");
        String end = "'; correct the export or the mapping";
        String begin = " UNREADABLE: ordered_at cannot be read as a time from ordered_at = '";
        assertThat(staged.rejected())
                .containsExactly(
                        "3" + begin + "2026-02-30" + end,
                        "4" + begin + "0001-01-01" + end,
                        "5" + begin + "1899-12-31" + end,
                        "6" + begin + "9999-12-31" + end,
                        "7" + begin + "99999-01-01" + end,
                        "8" + begin + "26-01-05" + end,
                        "9" + begin + "05.01.2026" + end,
                        "10" + begin + "12:30:00" + end,
                        "11" + begin + "2026-01" + end,
                        "12 MISSING: ordered_at is empty (from ordered_at)",
                        // 366 days after the as-of date are allowed.
                        "14 FUTURE_TIME: ordered_at lies in the future: 2027-02-02 00:00:00");
    }

    @Test
    void takesBirthDatesFromTheYear1000OnAndOtherDaysFrom1900On(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file("a.csv", "order_id,ordered_at,product_id,amount\no1,2026-01-05,p1,1\n")
                .file("customers/c.csv", """
                        customer_key,birth_on,other_date,registered_at
                        k1,1606-07-15,1582-10-10,1899-12-31
                        k2,1000-01-01,1899-12-31,1900-01-01
                        k3,0999-12-31,0001-01-01,
                        """)
                .file("cards/m.csv", "loyalty_number,joined_on\n1,1899-12-31\n2,1900-01-01\n")
                .stage("""
                        sources.purchases.feeds = [{ path = ${IN}"/*.csv" }]
                        sources.customers.feeds = [{ path = ${IN}"/customers/*.csv" }]
                        sources.loyalty_members.feeds = [{ path = ${IN}"/cards/*.csv" }]
                        """);
        assertThat(staged.kept(
                        Customers.SOURCE,
                        Customers.CUSTOMER_KEY,
                        Customers.BIRTH_ON,
                        Customers.OTHER_DATE,
                        Customers.REGISTERED_AT))
                .containsExactly(
                        "2 k1|1606-07-15|1582-10-10|null",
                        "3 k2|1000-01-01|1899-12-31|1900-01-01 00:00:00",
                        "4 k3|null|null|null");
        assertThat(staged.kept(LoyaltyMembers.SOURCE, LoyaltyMembers.LOYALTY_NUMBER, LoyaltyMembers.JOINED_ON))
                .containsExactly("2 1|null", "3 2|1900-01-01");
    }

    @Test
    void putsAsideRowsWithoutIdsAndNegativePrices(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file("a.csv", """
                        order_id,ordered_at,product_id,quantity,unit_price,amount
                        o1,2026-01-05,p1,1,0.00,0
                        ,2026-01-05,p1,1,2.00,2
                        "  ",2026-01-05,p1,1,2.00,2
                        o4,2026-01-05,,1,2.00,2
                        o5,2026-01-05,p1,1,-2.00,2
                        o6,2026-01-05,p1,one,2.00,2
                        o7,2026-01-05,p1,1,two,2
                        """)
                .file("products/p.csv", "product_id,price\np1,3.00\np2,-3.00\n")
                .stage("""
                        sources.purchases.feeds = [{ path = ${IN}"/*.csv" }]
                        sources.products.feeds = [{ path = ${IN}"/products/*.csv" }]
                        """);
        assertThat(staged.kept(Purchases.SOURCE, Purchases.ORDER_ID)).containsExactly("2 o1");
        assertThat(staged.kept(Products.SOURCE, Products.PRODUCT_ID, Products.PRICE))
                .containsExactly("2 p1|3.00");
        assertThat(staged.rejected())
                .containsExactly(
                        "3 MISSING: order_id is empty (from order_id)",
                        "4 MISSING: order_id is empty (from order_id)",
                        "5 MISSING: product_id is empty (from product_id)",
                        "6 NEGATIVE: unit_price must not be negative but is -2.0000",
                        "7 UNREADABLE: quantity cannot be read as a number from quantity = 'one'; correct the export or the mapping",
                        "8 UNREADABLE: unit_price cannot be read as a number from unit_price = 'two'; correct the export or the mapping",
                        "3 NEGATIVE: price must not be negative but is -3.00");
    }

    @Test
    void takesWordsInAnyCaseAndPutsAsideUnknownOnes(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file("clicks.csv", """
                        visitor_id,occurred_at,event_type
                        v1,2026-01-05,Page_View
                        v2,2026-01-05,hover
                        """)
                .file("contacts.csv", """
                        contact_id,campaign,channel,sent_at
                        c1,spring,EMAIL,2026-01-05
                        c2,spring,pigeon,2026-01-05
                        """)
                .stage("""
                        sources.clickstream.feeds = [{ path = ${IN}"/clicks.csv" }]
                        sources.contacts.feeds = [{ path = ${IN}"/contacts.csv" }]
                        """);
        assertThat(staged.kept(Clickstream.SOURCE, Clickstream.EVENT_TYPE)).containsExactly("2 page_view");
        assertThat(staged.kept(Contacts.SOURCE, Contacts.CHANNEL)).containsExactly("2 email");
        assertThat(staged.rejected())
                .containsExactly(
                        "3 UNKNOWN_WORD: event_type must be one of page_view, product_view, search, add_to_cart,"
                                + " remove_from_cart, checkout, purchase, document_download, login but is 'hover';"
                                + " translate it in the mapping",
                        "3 UNKNOWN_WORD: channel must be one of email, sms, phone, post, push, ads but is 'pigeon';"
                                + " translate it in the mapping");
    }

    @Test
    void nullsAnUnreadableOptionalValueAndCountsIt(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file("crm.csv", """
                        customer_key,email_opt_in,birth_on,consent_at
                        k1,true,1980-02-29,2025-01-01
                        k2,maybe,1981-02-29,2025-01-01
                        k3,,,soon
                        """)
                .stage("sources.customers.feeds = [{ path = ${IN}\"/crm.csv\" }]");
        assertThat(staged.kept(
                        Customers.SOURCE,
                        Customers.CUSTOMER_KEY,
                        Customers.EMAIL_OPT_IN,
                        Customers.BIRTH_ON,
                        Customers.CONSENT_AT))
                .containsExactly(
                        "2 k1|true|1980-02-29|2025-01-01 00:00:00",
                        "3 k2|null|null|2025-01-01 00:00:00",
                        "4 k3|null|null|null");
        assertThat(staged.rejected()).isEmpty();
        assertThat(staged.readiness(Customers.SOURCE, "email_opt_in")).isEqualTo("3|1|1|0.666667|null|null|null");
        assertThat(staged.readiness(Customers.SOURCE, "birth_on"))
                .isEqualTo("3|1|1|0.666667|1980-02-29|1980-02-29|null");
        assertThat(staged.readiness(Customers.SOURCE, "consent_at"))
                .isEqualTo("3|2|1|0.333333|2025-01-01 00:00:00|2025-01-01 00:00:00|null");
        assertThat(staged.readiness(Customers.SOURCE, "updated_at")).isEqualTo("3|0|0|1.0|null|null|null");
    }

    @Test
    void putsAsideRowsWithUnreadableOptionalValuesWhereThatIsAskedFor(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder).file("crm.csv", """
                        customer_key,email_opt_in,birth_on
                        k1,true,1980-02-29
                        k2,maybe,1981-02-28
                        k3,,1981-02-29
                        """).stage("""
                        sources.customers { on-unreadable = reject, feeds = [{ path = ${IN}"/crm.csv" }] }
                        """);
        assertThat(staged.kept(Customers.SOURCE, Customers.CUSTOMER_KEY)).containsExactly("2 k1");
        assertThat(staged.rejected())
                .containsExactly(
                        "3 UNREADABLE: email_opt_in cannot be read as yes or no from email_opt_in = 'maybe';"
                                + " correct the export or the mapping",
                        "4 UNREADABLE: birth_on cannot be read as a date from birth_on = a value that is not shown;"
                                + " correct the export or the mapping");
    }

    @Test
    void countsReturnsNegativeHoweverTheExportWritesThem(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder).file("a.csv", """
                        order_id,ordered_at,product_id,quantity,unit_price,amount,is_return
                        o1,2026-01-05,p1,2,5.00,,
                        o2,2026-01-05,p1,-2,5.00,,
                        o3,2026-01-05,p1,2,5.00,9.50,true
                        o4,2026-01-05,p1,-2,5.00,-9.50,true
                        o5,2026-01-05,p1,,,-9.50,
                        o6,2026-01-05,p1,3,0.3333,,false
                        o7,2026-01-05,p1,-1,5.00,5.00,
                        """).purchases();
        assertThat(staged.kept(
                        Purchases.SOURCE,
                        Purchases.ORDER_ID,
                        Purchases.QUANTITY,
                        Purchases.AMOUNT,
                        Purchases.IS_RETURN))
                .containsExactly(
                        "2 o1|2.000|10.00|false",
                        "3 o2|-2.000|-10.00|true",
                        "4 o3|-2.000|-9.50|true",
                        "5 o4|-2.000|-9.50|true",
                        "6 o5|null|-9.50|true",
                        "7 o6|3.000|1.00|false",
                        "8 o7|-1.000|-5.00|true");
    }

    @Test
    void keepsLeadingZerosAndTakesBlanksAsNothing(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file("store=00123/a.csv", """
                        order_id,ordered_at,product_id,amount,phone,store_id,channel
                        0007,2026-01-05,00042,1,0043123,00123,
                        0008,2026-01-05, 00043 ,1,"",00123,"   "
                        """)
                .stage("sources.purchases.feeds = [{ path = ${IN} }]");
        assertThat(staged.kept(
                        Purchases.SOURCE,
                        Purchases.ORDER_ID,
                        Purchases.PRODUCT_ID,
                        Purchases.PHONE,
                        Purchases.STORE_ID,
                        Purchases.CHANNEL))
                .containsExactly("2 0007|00042|0043123|00123|null", "3 0008|00043|null|00123|null");
    }

    @Test
    void givesRowsThatTheReaderRefusedTheirOwnReason(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder).file("a.csv", """
                        order_id,ordered_at,product_id,amount
                        o1,2026-01-05,p1
                        o2,2026-01-05,p1,1,2
                        order_id,ordered_at,product_id,amount
                        o3,2026-01-05,p1,1
                        """).purchases();
        assertThat(staged.rejected())
                .containsExactly(
                        "2 SHORT_ROW: the record has 3 values, the header 4 columns",
                        "3 LONG_ROW: the record has 5 values, the header 4 columns; quote values that hold the delimiter",
                        "4 HEADER_REPEAT: the header stands here again");
        assertThat(staged.rows(Purchases.SOURCE.parsed()))
                .filteredOn(row -> row.getAs(Provenance.REASON.name()) == null)
                .hasSize(1);
    }

    @Test
    void tellsOfNumbersThatHadMoreDecimalsThanAreKept(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder).file("a.csv", """
                        order_id,ordered_at,product_id,amount,unit_price
                        1,2026-01-01,A,1.005,
                        2,2026-01-01,A,2.500,2.12345
                        3,2026-01-01,A,3.5,2.1234
                        4,2026-01-01,A,-4.999,
                        """).purchases();
        assertThat(staged.kept(Purchases.SOURCE, Purchases.AMOUNT))
                .containsExactly("2 1.01", "3 2.50", "4 3.50", "5 -5.00");
        assertThat(staged.runner().findings())
                .filteredOn(finding -> finding.name().contains("more decimals than are kept"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.observed()).isEqualTo("3 rows break it");
                    assertThat(finding.severity()).isEqualTo("warning");
                });
    }

    @Test
    void takesTypedColumnsOfAParquetFileForWhatTheySay(SparkSession spark) throws IOException {
        spark.sql("""
                        select * from values
                          ('o1', timestamp'2026-01-05 12:30:00', 'p1', float(0.1), 'a'),
                          ('o2', timestamp'2026-01-05 12:30:00', 'p1', float(2.125), 'b'),
                          ('o3', timestamp'2300-01-05 12:30:00', 'p1', float(1), 'c')
                        as (order_id, ordered_at, product_id, `odd``amount`, extra)""").coalesce(1).write().parquet(folder.resolve("in/p").toString());
        Staged staged = new Desk(spark, folder).stage("""
                        sources.purchases.feeds = [{ path = ${IN}"/p", format = parquet, columns {
                          order_id = order_id, ordered_at = ordered_at, product_id = product_id, amount = "`odd``amount`"
                        } }]""");
        assertThat(staged.values(Purchases.SOURCE, Purchases.ORDER_ID, Purchases.AMOUNT))
                .containsExactlyInAnyOrder("o1|0.10", "o2|2.13");
        assertThat(staged.rejected())
                .containsExactly("3 UNREADABLE: ordered_at cannot be read as a time from ordered_at ="
                        + " '2300-01-05 12:30:00'; correct the export or the mapping");
        assertThat(staged.rows(Purchases.SOURCE.parsed()))
                .filteredOn(row -> row.getAs(Provenance.REASON.name()) != null)
                .singleElement()
                .satisfies(row -> assertThat(row.<String>getAs(Provenance.RAW.name()))
                        .contains("\"order_id\":\"o3\"", "2300-01-05"));
        assertThat(staged.runner().findings())
                .filteredOn(finding -> finding.name().contains("more decimals than are kept"))
                .singleElement()
                .satisfies(finding -> assertThat(finding.observed()).isEqualTo("1 rows break it"));
    }
}

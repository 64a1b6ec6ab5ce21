package io.nightjar.staging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.nightjar.SparkExtension;
import io.nightjar.config.ConfigException;
import io.nightjar.schema.Customers;
import io.nightjar.schema.LoyaltyEvents;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.RejectedRows;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** How raw columns become canonical ones, and what is said when a mapping is wrong. */
@ExtendWith(SparkExtension.class)
final class MappingTest {
    @TempDir
    private Path folder;

    @Test
    void tellsAllMistakesOfAMappingWithFileAndLine(SparkSession spark) throws IOException {
        Desk desk = new Desk(spark, folder).file("a.csv", "Nr,At,Sku,Sum\no1,2026-01-05,p1,1\n");
        assertThatThrownBy(() -> desk.stage("""
                        sources.purchases.feeds = [
                          {
                            path = ${IN}"/a.csv"
                            columns {
                              order_id = "uper(Nr)", ordered_at = "current_timestamp()", product_id = "Sku"
                              quantity = "count(Sku)", amount = "Sum", channel = "explode(split(Sku, ','))"
                              store_id = "cast(rand() as string)", currency = "row_number() over (order by Nr)"
                            }
                          }
                        ]"""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("test.conf: 2: columns.order_id = uper(Nr) cannot be used: [UNRESOLVED_ROUTINE]")
                .hasMessageContaining("test.conf: 2: columns.ordered_at = current_timestamp() cannot be used:"
                        + " it gives another value each time it is computed; take the value from the export")
                .hasMessageContaining("test.conf: 2: columns.store_id = cast(rand() as string) cannot be used:"
                        + " it gives another value each time it is computed; take the value from the export")
                .hasMessageContaining(
                        "columns.quantity = count(Sku) cannot be used: it must give one value for each row")
                .hasMessageContaining(
                        "columns.channel = explode(split(Sku, ',')) cannot be used: it must give one value")
                .hasMessageContaining(
                        "columns.currency = row_number() over (order by Nr) cannot be used: it must give one value");
    }

    @Test
    void tellsWhereAnExpressionIsNoSql(SparkSession spark) throws IOException {
        Desk desk = new Desk(spark, folder).file("a.csv", "Nr\no1\n");
        assertThatThrownBy(() -> desk.stage("""
                        sources.purchases.feeds = [{
                          path = ${IN}"/a.csv", columns { order_id = "upper(Nr" } }]"""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("test.conf: 1: columns.order_id is not a SQL expression: upper(Nr (");
    }

    @Test
    void tellsWhichRequiredColumnIsNotMapped(SparkSession spark) throws IOException {
        Desk desk = new Desk(spark, folder).file("a.csv", "Nr,At\no1,2026-01-05\n");
        assertThatThrownBy(() -> desk.stage("""
                        sources.purchases.feeds = [{
                          path = ${IN}"/a.csv", columns { order_id = "Nr", ordered_at = "At" } }]"""))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(
                        "test.conf: 1: feed purchases of purchases does not say where product_id comes from:"
                                + " add product_id to its columns");
    }

    @Test
    void suggestsTheColumnThatWasMeant(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file("a.csv", "InvoiceNo,At,Sku,Sum\no1,2026-01-05,p1,1\n")
                .stage("""
                        sources.purchases.feeds = [{ path = ${IN}"/a.csv", columns {
                          order_id = "InvoceNo", ordered_at = "At", product_id = "Sku", amount = "Sum" } }]""");
        assertThat(staged.rejected())
                .containsExactly(
                        "null MISSING_COLUMN: in/a.csv, line 1: column InvoceNo (nearest: InvoiceNo) not found;"
                                + " export it, or set columns.InvoceNo = \"InvoiceNo\" if it was renamed"
                                + " (sources.purchases feed purchases: columns)");
        assertThat(staged.accounts()).isEmpty();
    }

    @Test
    void takesCanonicalNamesWherePresentWithoutAMapping(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file("a.csv", "AMOUNT, order_id ,ordered_at,product_id,colour\n5,o1,2026-01-05,p1,red\n")
                .file("e.jsonl", """
                        {"loyalty_number":"007","occurred_at":"2026-01-05","points":5}
                        {"loyalty_number":"008","occurred_at":"2026-01-05","points":6,"kind":"BURN"}
                        {"loyalty_number":"009","occurred_at":"2026-01-05"}
                        """)
                .stage("""
                        sources.purchases.feeds = [{ path = ${IN}"/a.csv" }]
                        sources.loyalty_events.feeds = [{ path = ${IN}"/e.jsonl", format = json }]""");
        assertThat(staged.kept(Purchases.SOURCE, Purchases.ORDER_ID, Purchases.AMOUNT, Purchases.CHANNEL))
                .containsExactly("2 o1|5.00|null");
        assertThat(staged.kept(
                        LoyaltyEvents.SOURCE, LoyaltyEvents.LOYALTY_NUMBER, LoyaltyEvents.POINTS, LoyaltyEvents.KIND))
                .containsExactly("1 007|5|null", "2 008|6|burn");
        assertThat(staged.rejected()).containsExactly("3 MISSING: points is empty (from points)");
    }

    @Test
    void givesTheSameRowsFromOtherZonesColumnOrdersAndWordings(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file("vienna.csv", "At,Nr,Sku,Sum\n2026-01-05 10:00:00,o1,p1,5\n2026-07-05 10:00:00,o2,p1,6\n")
                .file("york.csv", "Sum;Sku;Nr;At\n5,00;p1;o1;05.01.2026 04:00\n6,00;p1;o2;05.07.2026 04:00\n")
                .stage("""
                        quality.future-days = 400
                        sources.purchases.feeds = [
                          { name = vienna, path = ${IN}"/vienna.csv", time-zone = "Europe/Vienna", columns {
                            order_id = "Nr", ordered_at = "At", product_id = "Sku", amount = "Sum" } }
                          { name = york, path = ${IN}"/york.csv", time-zone = "America/New_York", delimiter = ";",
                            columns {
                              order_id = "Nr", ordered_at = "to_timestamp(At, 'dd.MM.yyyy HH:mm')", product_id = "Sku"
                              amount = "cast(replace(Sum, ',', '.') as decimal(18,2))" } }
                        ]""");
        // Vienna is 1 hour before UTC in winter and 2 in summer, New York 5 and 4 behind: 10 and 4 o'clock are one
        // moment.
        assertThat(staged.values(Purchases.SOURCE, Purchases.ORDER_ID, Purchases.ORDERED_AT, Purchases.AMOUNT))
                .containsExactly(
                        "o1|2026-01-05 09:00:00|5.00",
                        "o2|2026-07-05 08:00:00|6.00",
                        "o1|2026-01-05 09:00:00|5.00",
                        "o2|2026-07-05 08:00:00|6.00");
    }

    @Test
    void warnsOfLocalTimesThatAClockChangeSkippedOrRepeated(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder).file("a.csv", """
                        order_id,ordered_at,product_id,amount
                        o1,2025-03-30 02:30:00,p1,1
                        o2,2025-10-26 02:30:00,p1,1
                        o3,2025-10-26 02:30:00+01:00,p1,1
                        o4,2025-03-30 03:30:00,p1,1
                        """).stage("""
                        sources.purchases.feeds = [
                          { name = till, path = ${IN}"/a.csv", time-zone = "Europe/Berlin" }
                          { name = web, path = ${IN}"/a.csv" }
                        ]""");
        assertThat(staged.runner().findings())
                .filteredOn(finding -> finding.name().contains("clock change"))
                .singleElement()
                .satisfies(
                        finding -> assertThat(finding.severity() + " " + finding.sentence())
                                .isEqualTo(
                                        "warning parsed_purchases: feed till: no local time of Europe/Berlin that its clock"
                                                + " change skips or repeats; export times with their zone: 2 rows break it (none may)"));
        assertThat(staged.rejected()).isEmpty();
    }

    @Test
    void countsUnknownWordsOfOptionalColumnsAndRefusesThoseOfRequiredOnes(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file("c.csv", "Nr,Mail,Agreed\nk1,a@b.at,Y\nk2,a@b.at,X\n,a@b.at,Y\n")
                .stage("""
                        sources.customers.feeds = [{ path = ${IN}"/c.csv", columns {
                          customer_key = "case when Nr like 'k%' then Nr end"
                          city = "case Agreed when 'Y' then 'Linz' end"
                          email_opt_in = "case Agreed when 'Y' then true end" } }]""");
        assertThat(staged.kept(Customers.SOURCE, Customers.CUSTOMER_KEY, Customers.CITY, Customers.EMAIL_OPT_IN))
                .containsExactly("2 k1|Linz|true", "3 k2|null|null");
        assertThat(staged.rejected()).containsExactly("4 MISSING: customer_key is empty (from Nr)");
        assertThat(staged.readiness(Customers.SOURCE, "city")).isEqualTo("2|1|1|0.5|null|null|null");
        // Nobody mapped Mail, so nobody knows that it is harmless.
        assertThat(staged.rows(RejectedRows.TABLE))
                .extracting(Row::toString)
                .singleElement()
                .asString()
                .doesNotContain("a@b.at")
                .contains("tok_");
    }

    @Test
    void takesAFailingExpressionAsAnUnreadableValue(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder)
                .file(
                        "a.csv",
                        "Nr,At,Sku,Sum,Parts\no1,2026-01-05,p1,10,2\no2,2026-01-05,p1,10,0\no3,2026-01-05,p1,ten,2\n")
                .stage("""
                        sources.purchases.feeds = [{ path = ${IN}"/a.csv", columns {
                          order_id = "Nr", ordered_at = "cast(At as timestamp)", product_id = "Sku"
                          amount = "cast(Sum as double) / cast(Parts as int)" } }]""");
        assertThat(staged.kept(Purchases.SOURCE, Purchases.ORDER_ID, Purchases.AMOUNT))
                .containsExactly("2 o1|5.00");
        assertThat(staged.rejected())
                .containsExactly(
                        "3 UNREADABLE: amount cannot be read as a number from Sum, Parts = '10'; correct the export or the mapping",
                        "4 UNREADABLE: amount cannot be read as a number from Sum, Parts = 'ten'; correct the export or the mapping");
    }

    @Test
    void takesAnAbsentPartOfANestAsMissingAndNotAsUnreadable(SparkSession spark) throws IOException {
        Staged staged = new Desk(spark, folder).file("m.jsonl", """
                        {"card":"1","points":{"balance":5,"expiry":null},"who":{"since":"2025-01-01"}}
                        {"card":"2","points":{"balance":"five","expiry":"2026-02-30"},"who":{}}
                        """).stage("""
                        sources.loyalty_members.feeds = [{ path = ${IN}"/m.jsonl", format = json, columns {
                          loyalty_number = "card"
                          points_balance = "get_json_object(points, '$.balance')"
                          points_expire_on = "try_cast(get_json_object(points, '$.expiry') as date)"
                          joined_on = "get_json_object(who, '$.since')" } }]""");
        assertThat(staged.readiness(LoyaltyMembers.SOURCE, "points_balance")).isEqualTo("2|1|1|0.5|null|null|null");
        assertThat(staged.readiness(LoyaltyMembers.SOURCE, "points_expire_on")).isEqualTo("2|0|1|1.0|null|null|null");
        assertThat(staged.readiness(LoyaltyMembers.SOURCE, "joined_on"))
                .isEqualTo("2|1|0|0.5|2025-01-01|2025-01-01|null");
    }
}

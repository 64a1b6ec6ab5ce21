package io.nightjar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.MergedPersons;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Whose memory goes to whom when persons become one. */
@ExtendWith(SparkExtension.class)
final class FollowPersonsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final String TONIGHT = """
            source, source_key, customer_id
            customers, 1, ann
            customers, 2, ann
            customers, 3, ann
            customers, 4, ann
            customers, 5, cat
            customers, 6, dan
            customers, 7, dan
            """;

    @Test
    void whoWasMergedGoesOnAsWhoHasMostOfTheRecords(SparkSession spark) {
        // Two of bob's three are ann's now, as is dave's one; of fay's two one is cat's and one dan's.
        Tables in = new Tables(spark).named(IdentityLinks.TABLE, TONIGHT);
        in.lastNight(IdentityLinks.TABLE, Rows.named(spark, IdentityLinks.TABLE, """
                source, source_key, customer_id
                customers, 1, bob
                customers, 2, bob
                customers, 7, bob
                customers, 3, ann
                customers, 4, dave
                customers, 5, fay
                customers, 6, fay
                customers, 8, left
                """));
        assertThat(Rows.text(new FollowPersons().build(in, DAY), MergedPersons.TABLE))
                .isEqualTo(List.of("bob, ann", "dave, ann", "fay, cat"));
    }

    @Test
    void whoKeepsAnyRecordUnderTheOldIdIsNotMerged(SparkSession spark) {
        Tables in = new Tables(spark).named(IdentityLinks.TABLE, TONIGHT);
        in.lastNight(IdentityLinks.TABLE, Rows.named(spark, IdentityLinks.TABLE, """
                source, source_key, customer_id
                customers, 5, dan
                customers, 6, dan
                """));
        assertThat(new FollowPersons().build(in, DAY).count()).isZero();
    }

    @Test
    void nobodyIsMergedInTheFirstNight(SparkSession spark) {
        Tables in = new Tables(spark).named(IdentityLinks.TABLE, TONIGHT);
        assertThat(new FollowPersons().build(in, DAY).count()).isZero();
    }
}

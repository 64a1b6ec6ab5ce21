package io.nightjar.profile;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_trunc;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.timestamp_diff;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.when;

import io.nightjar.job.Inputs;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.PersonContacts;
import java.time.LocalDate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/**
 * Which messages people answered, up to the date; letters and ads are none that anybody can answer. An open within
 * seconds of the delivery, or of sending where nobody tells of that, is a mail program's, and so are all opens of a
 * mailbox that opens more than half of its opened messages at once: of those only clicks are answers.
 */
final class Answers {
    static final String IS_ANSWERED = "is_answered";
    static final String IS_MACHINE = "is_machine";
    static final String ANSWERED_ON = "answered_on";
    static final String SENT_ON = "sent_on";

    private static final String AT_ONCE = "at_once";
    private static final int DAYS = 365;

    private Answers() {}

    /** Messages of the last year that were sent, to people who are known. */
    static Dataset<Row> of(Inputs in, int machineSeconds, LocalDate asOf) {
        Column opened = until(Contacts.OPENED_AT.col(), asOf);
        Column clicked = until(Contacts.CLICKED_AT.col(), asOf);
        Column arrived = coalesce(Contacts.DELIVERED_AT.col(), Contacts.SENT_AT.col());
        Column seconds = timestamp_diff("SECOND", arrived, col("opened"));
        // Midnight to the second is what a date without a time becomes.
        Column isTimed = col("opened").notEqual(date_trunc("day", col("opened")));
        var mailbox = Window.partitionBy(PersonContacts.CUSTOMER_ID.col(), Contacts.CHANNEL.col());
        Column robots = count_if(col(AT_ONCE)).over(mailbox);
        Column opens = count_if(col("opened").isNotNull()).over(mailbox);
        return in.read(PersonContacts.TABLE)
                .where(PersonContacts.CUSTOMER_ID.col().isNotNull())
                .where(not(coalesce(Contacts.IS_CONTROL.col(), lit(false))))
                .where(not(Contacts.CHANNEL.col().isin("post", "ads")))
                .withColumn(SENT_ON, to_date(Contacts.SENT_AT.col()))
                .where(col(SENT_ON).leq(lit(asOf)).and(col(SENT_ON).gt(lit(asOf.minusDays(DAYS)))))
                .withColumn("opened", opened)
                .withColumn("clicked", clicked)
                .withColumn(AT_ONCE, coalesce(isTimed.and(seconds.between(0, machineSeconds - 1)), lit(false)))
                .withColumn(
                        IS_MACHINE,
                        col("opened")
                                .isNotNull()
                                .and(col(AT_ONCE).or(robots.multiply(2).gt(opens))))
                .withColumn(
                        IS_ANSWERED,
                        col("clicked").isNotNull().or(col("opened").isNotNull().and(not(col(IS_MACHINE)))))
                .withColumn(ANSWERED_ON, when(col(IS_ANSWERED), to_date(coalesce(col("clicked"), col("opened")))));
    }

    private static Column until(Column at, LocalDate asOf) {
        return when(to_date(at).leq(lit(asOf)), at);
    }
}

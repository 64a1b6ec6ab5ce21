package io.nightjar.model;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.hour;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_timestamp;
import static org.apache.spark.sql.functions.when;

import io.nightjar.config.AnswerSettings;
import io.nightjar.job.Inputs;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.PersonContacts;
import java.time.LocalDate;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * How often each person was written to and answered, by channel. A click is an answer; an opening is one unless it came
 * so soon after the delivery that a mail program did it. Messages too young to have been answered are left out.
 */
final class ChannelAnswers {
    static final String PERSON = PersonContacts.CUSTOMER_ID.name();
    static final String CHANNEL = Contacts.CHANNEL.name();
    static final String SENT = "sent";
    static final String ANSWERED = "answered";
    static final String SENT_BEFORE = "sent_before";
    static final String ANSWERED_BEFORE = "answered_before";
    static final String HOURS = "hours";
    static final int HOURS_A_DAY = 24;

    private ChannelAnswers() {}

    /** @param middle messages sent up to this date are counted apart as well, to be judged on the later ones */
    static Dataset<Row> of(Inputs in, AnswerSettings settings, LocalDate asOf, LocalDate middle) {
        Column sentOn = to_date(Contacts.SENT_AT.col());
        Column isAnswered = col("answered_at").isNotNull();
        Column isEarly = sentOn.leq(middle);
        Column[] hours = IntStream.range(0, HOURS_A_DAY)
                .mapToObj(hour -> count_if(hour(col("answered_at")).equalTo(hour)))
                .toArray(Column[]::new);
        return in.read(PersonContacts.TABLE)
                .where(PersonContacts.CUSTOMER_ID
                        .col()
                        .isNotNull()
                        .and(not(coalesce(Contacts.IS_CONTROL.col(), lit(false))))
                        .and(sentOn.gt(asOf.minusDays(settings.lookBackDays())))
                        .and(sentOn.leq(asOf.minusDays(settings.answerDays()))))
                .withColumn("answered_at", answeredAt(settings))
                .groupBy(PERSON, CHANNEL)
                .agg(
                        count_if(lit(true)).as(SENT),
                        count_if(isAnswered).as(ANSWERED),
                        count_if(isEarly).as(SENT_BEFORE),
                        count_if(isEarly.and(isAnswered)).as(ANSWERED_BEFORE),
                        array(hours).as(HOURS));
    }

    /** The moment of the first true answer within the days that an answer may take. */
    private static Column answeredAt(AnswerSettings settings) {
        Column delivered = coalesce(Contacts.DELIVERED_AT.col(), Contacts.SENT_AT.col());
        Column seconds = unix_timestamp(Contacts.OPENED_AT.col()).minus(unix_timestamp(delivered));
        Column opened = when(seconds.gt(settings.machineSeconds()), Contacts.OPENED_AT.col());
        return least(timely(opened, settings), timely(Contacts.CLICKED_AT.col(), settings));
    }

    private static Column timely(Column at, AnswerSettings settings) {
        return when(to_date(at).leq(date_add(to_date(Contacts.SENT_AT.col()), settings.answerDays())), at);
    }
}

package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.AnswerSettings;
import io.nightjar.job.ModelJob.Scored;
import io.nightjar.schema.ChannelScores;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.PersonContacts;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class ChannelModelTest {
    private static final LocalDate DAY = LocalDate.parse("2026-06-30");
    private static final AnswerSettings SETTINGS = new AnswerSettings(365, 30, 7, 5);
    private static final String SENT =
            "customer_id, campaign, channel, sent_at, delivered_at, opened_at, clicked_at, is_control\n";
    private static final String PEOPLE = "customer_id, email, phone, street, email_permitted, sms_permitted,"
            + " phone_permitted, post_permitted, ads_permitted\n";

    @Test
    void programsDoNotAnswerAndClicksDo(SparkSession spark) {
        // 1 opened within 30 seconds: a program. 2 the same, but clicked. 3 opened after a minute. 4 clicked too late.
        // 5 was a control. 6 is too young to count. 7 was sent before any of it is remembered.
        Tables in = new Tables(spark).named(PersonContacts.TABLE, SENT + """
            ann, 1, email, 2026-05-01 10:00:00, 2026-05-01 10:00:05, 2026-05-01 10:00:35, , false
            ann, 2, email, 2026-05-02 10:00:00, 2026-05-02 10:00:05, 2026-05-02 10:00:10, 2026-05-02 20:00:00, false
            ann, 3, email, 2026-05-03 10:00:00, 2026-05-03 10:00:05, 2026-05-03 10:01:05, , false
            ann, 4, email, 2026-05-04 10:00:00, 2026-05-04 10:00:05, , 2026-05-12 10:00:00, false
            ann, 5, email, 2026-05-05 10:00:00, , , , true
            ann, 6, email, 2026-06-29 10:00:00, 2026-06-29 10:00:05, 2026-06-29 12:00:05, , false
            ann, 7, email, 2025-05-01 10:00:00, 2025-05-01 10:00:05, 2025-05-01 12:00:05, , false
            """);
        Row ann = ChannelAnswers.of(in, SETTINGS, DAY, LocalDate.parse("2026-05-02"))
                .head();
        assertThat(ann.<Long>getAs(ChannelAnswers.SENT)).isEqualTo(4);
        assertThat(ann.<Long>getAs(ChannelAnswers.ANSWERED)).isEqualTo(2);
        assertThat(ann.<Long>getAs(ChannelAnswers.SENT_BEFORE)).isEqualTo(2);
        assertThat(ann.<Long>getAs(ChannelAnswers.ANSWERED_BEFORE)).isEqualTo(1);
        List<Long> hours = ann.getList(ann.fieldIndex(ChannelAnswers.HOURS));
        assertThat(hours.get(20)).isEqualTo(1);
        assertThat(hours.get(10)).isEqualTo(1);
    }

    @Test
    void everybodyGetsTheChannelsTheyAllowRankedByTheirOwnAnswers(SparkSession spark) {
        // Half of the readers answer every mail at nine in the evening, the others none; nobody is seen answering post.
        StringBuilder sent = new StringBuilder(SENT);
        StringBuilder people = new StringBuilder(PEOPLE);
        for (int p = 0; p < 40; p++) {
            boolean reads = p % 2 == 0;
            people.append("p").append(p).append(", a@example.org, , Street 1, true, true, false, true, false\n");
            for (int k = 0; k < 20; k++) {
                LocalDate day = DAY.minusDays(10 + k * 8L);
                sent.append(String.join(
                        ", ",
                        "p" + p,
                        "c" + k,
                        "email",
                        day + " 10:00:00",
                        day + " 10:00:01",
                        reads ? day + " 21:30:00" : "",
                        "",
                        "false\n"));
                sent.append(String.join(", ", "p" + p, "d" + k, "post", day + " 10:00:00", "", "", "", "false\n"));
            }
        }
        people.append("new, b@example.org, , , true, false, false, true, true\n");
        people.append("shy, c@example.org, 123, Street 2, false, false, false, false, false\n");
        Tables in = new Tables(spark)
                .named(PersonContacts.TABLE, sent.toString())
                .named(ContactPoints.TABLE, people.toString());
        Scored scored = new ChannelModel(SETTINGS).learn(in, DAY);
        assertThat(scored.card().grade()).isEqualTo("A");
        assertThat(Rows.text(
                        scored.scores().where("customer_id in ('p0', 'p1', 'new', 'shy')"),
                        ChannelScores.CUSTOMER_ID,
                        ChannelScores.CHANNEL,
                        ChannelScores.ANSWER_EVIDENCE,
                        ChannelScores.CHANNEL_RANK,
                        ChannelScores.BEST_HOUR,
                        ChannelScores.CHANNEL_BASIS))
                .containsExactly(
                        "new, ads, 0, 2, , not_enough_data",
                        "new, email, 0, 1, 21, group",
                        "p0, email, 20, 1, 21, own",
                        "p0, post, 20, 2, , not_enough_data",
                        "p1, email, 20, 1, 21, own",
                        "p1, post, 20, 2, , not_enough_data");
        assertThat(rate(scored, "p0")).isGreaterThan(0.9);
        assertThat(rate(scored, "p1")).isLessThan(0.1);
        assertThat(rate(scored, "new")).isEqualTo(0.5);
    }

    private static double rate(Scored scored, String person) {
        return scored.scores()
                .where("customer_id = '" + person + "' and channel = 'email'")
                .head()
                .getAs(ChannelScores.ANSWER_RATE.name());
    }
}

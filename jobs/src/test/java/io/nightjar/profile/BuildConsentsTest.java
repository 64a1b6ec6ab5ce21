package io.nightjar.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.Channel;
import io.nightjar.config.ConsentSettings;
import io.nightjar.schema.Consents;
import io.nightjar.schema.Customers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonContacts;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class BuildConsentsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final ConsentSettings SETTINGS =
            new ConsentSettings(List.of(Channel.EMAIL), List.of(Channel.ADS), List.of(Channel.POST));

    @Test
    void newestWordCountsWithItsRecordAndAtTheSameInstantNo(SparkSession spark) {
        Tables in = new Tables(spark)
                .named(IdentityLinks.TABLE, """
                source, source_key, customer_id
                customers, 1, ann
                customers, 2, ann
                customers, 3, bob
                customers, 4, cat
                customers, 5, dan
                """)
                .named(Customers.TABLE, """
                customer_key, email_opt_in, ads_opt_in, sms_opt_in, consent_at
                1, true, true, true, 2025-01-01 00:00:00
                2, false, , , 2026-01-01 00:00:00
                3, true, , , 2026-01-01 00:00:00
                4, true, , , 2026-03-01 00:00:00
                5, true, false, , 2025-06-01 00:00:00
                """)
                .named(PersonContacts.TABLE, """
                customer_id, campaign, channel, unsubscribed_at
                bob, spring, email, 2026-01-01 00:00:00
                dan, easter, email, 2026-02-20 00:00:00
                """);
        // ann: her newer record says no to mail; only the older one speaks of ads. bob: both at once, so no. cat: her
        // word
        // comes after the date. dan: he will unsubscribe after it. sms has no purpose here.
        assertThat(Rows.text(new BuildConsents(SETTINGS).build(in, DAY), Consents.TABLE))
                .containsExactly(
                        "ann, advertising, ads, true, customers/1, 2025-01-01 00:00:00",
                        "ann, marketing, email, false, customers/2, 2026-01-01 00:00:00",
                        "ann, service, post, true, contract, ",
                        "bob, marketing, email, false, contacts/spring, 2026-01-01 00:00:00",
                        "bob, service, post, true, contract, ",
                        "cat, service, post, true, contract, ",
                        "dan, advertising, ads, false, customers/5, 2025-06-01 00:00:00",
                        "dan, marketing, email, true, customers/5, 2025-06-01 00:00:00",
                        "dan, service, post, true, contract, ");
    }

    @Test
    void changeOfARecordRenewsNoYesButDatesANo(SparkSession spark) {
        Tables in = new Tables(spark)
                .named(IdentityLinks.TABLE, """
                source, source_key, customer_id
                customers, 1, ann
                customers, 2, bob
                customers, 3, bob
                customers, 4, cat
                """)
                .named(Customers.TABLE, """
                customer_key, email_opt_in, registered_at, updated_at, consent_at
                1, true, 2025-01-01 00:00:00, 2026-01-30 00:00:00,
                2, false, 2025-01-01 00:00:00, 2026-01-10 00:00:00,
                3, true, 2025-06-01 00:00:00, 2026-01-20 00:00:00,
                4, true, 2025-01-01 00:00:00, 2025-02-01 00:00:00, 2026-01-25 00:00:00
                """)
                .named(PersonContacts.TABLE, """
                customer_id, campaign, channel, unsubscribed_at
                ann, spring, email, 2026-01-24 00:00:00
                cat, spring, email, 2026-01-24 00:00:00
                """);
        // ann moved house after she had unsubscribed. bob: the record that says no was changed after the other
        // registration. cat said yes again.
        assertThat(Rows.text(new BuildConsents(SETTINGS).build(in, DAY), Consents.TABLE))
                .containsExactly(
                        "ann, marketing, email, false, contacts/spring, 2026-01-24 00:00:00",
                        "ann, service, post, true, contract, ",
                        "bob, marketing, email, false, customers/2, 2026-01-10 00:00:00",
                        "bob, service, post, true, contract, ",
                        "cat, marketing, email, true, customers/4, 2026-01-25 00:00:00",
                        "cat, service, post, true, contract, ");
    }
}

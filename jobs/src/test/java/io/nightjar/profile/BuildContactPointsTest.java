package io.nightjar.profile;

import static org.apache.spark.sql.functions.translate;
import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.IdentitySettings;
import io.nightjar.config.MatchSettings;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Customers;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.PersonContacts;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class BuildContactPointsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final String OPT_INS = "customer_key, email_opt_in, consent_at\n";

    private static final IdentitySettings SETTINGS = new IdentitySettings(
            2,
            List.of("test@*"),
            List.of(),
            Optional.empty(),
            false,
            new MatchSettings(false, 0.5, 100, 100, 1000, List.of(), List.of("birth-date")));

    private Tables in;

    @BeforeEach
    void twoRecordsOfAnnAndOneOfBob(SparkSession spark) {
        in = new Tables(spark).named(IdentityLinks.TABLE, """
                source, source_key, customer_id, rule
                customers, 1, ann, email
                customers, 2, ann, email
                customers, 3, bob, own
                loyalty_members, 3, zoe, own
                """);
    }

    @Test
    void newestValueWinsColumnByColumn() {
        in.named(Customers.TABLE, """
                customer_key, first_name, email, city, updated_at
                1, Ann, old@mail.at, Graz, 2025-01-01 00:00:00
                2, Anna, new@mail.at, , 2026-01-01 00:00:00
                3, Bob, , Linz,
                """);
        assertThat(Rows.text(
                        points(),
                        ContactPoints.CUSTOMER_ID,
                        ContactPoints.CUSTOMER_KEY,
                        Customers.FIRST_NAME,
                        Customers.EMAIL,
                        Customers.CITY))
                .containsExactly("ann, 2, Anna, new@mail.at, Graz", "bob, 3, Bob, , Linz");
    }

    @Test
    void aNameInOneFieldStandsForTheTwoWhereBothAreEmpty() {
        in.named(IdentityLinks.TABLE, """
                source, source_key, customer_id, rule
                customers, 1, ann, own
                customers, 2, bob, own
                customers, 3, cat, own
                customers, 4, dan, own
                """).named(Customers.TABLE, """
                customer_key, first_name, last_name, full_name
                1, , , Ann Maria Berg
                2, , , Bergson; Bob
                3, Cat, , Catherine Berg
                4, , , Dan
                """);
        in.with(
                Customers.TABLE,
                in.read(Customers.TABLE)
                        .withColumn(Customers.FULL_NAME.name(), translate(Customers.FULL_NAME.col(), ";", ",")));
        assertThat(Rows.text(points(), ContactPoints.CUSTOMER_ID, Customers.FIRST_NAME, Customers.LAST_NAME))
                .containsExactly("ann, Ann Maria, Berg", "bob, Bob, Bergson", "cat, Cat, ", "dan, , Dan");
    }

    @Test
    void everyValueSaysWhereItCameFromAndSinceWhen() {
        in.named(Customers.TABLE, """
                customer_key, first_name, email, language, updated_at
                1, Ann, ann@mail.at, de, 2025-01-01 00:00:00
                2, Anna, , , 2026-01-01 00:00:00
                """).named(LoyaltyMembers.TABLE, """
                loyalty_number, first_name, phone, joined_on
                3, Zoe, +436601234567, 2025-05-05
                """);
        assertThat(Rows.text(
                        points(),
                        ContactPoints.CUSTOMER_ID,
                        Customers.FIRST_NAME,
                        ContactPoints.SOURCES.get(Customers.FIRST_NAME),
                        ContactPoints.SOURCES.get(Customers.EMAIL),
                        ContactPoints.AS_OF.get(Customers.EMAIL),
                        ContactPoints.SOURCES.get(Customers.PHONE),
                        ContactPoints.AS_OF.get(Customers.PHONE),
                        ContactPoints.SOURCES.get(Customers.LANGUAGE),
                        ContactPoints.AS_OF.get(Customers.LANGUAGE),
                        ContactPoints.EMAIL_PERMITTED))
                .containsExactly(
                        "ann, Anna, customers/2, customers/1, 2025-01-01, , , customers/1, 2025-01-01, false",
                        "zoe, Zoe, loyalty_members/3, , , loyalty_members/3, 2025-05-05, , , false");
    }

    @Test
    void valuesNobodyCanBeReachedByDoNotWin() {
        in.named(Customers.TABLE, """
                customer_key, email, phone, updated_at
                1, ann@mail.at, +43 660 1234567, 2025-01-01 00:00:00
                2, no-address, 000 000 000, 2026-01-01 00:00:00
                3, TEST@mail.at, , 2026-01-01 00:00:00
                """);
        assertThat(Rows.text(points(), ContactPoints.CUSTOMER_ID, Customers.EMAIL, Customers.PHONE))
                .containsExactly("ann, ann@mail.at, +43 660 1234567", "bob, , ");
    }

    @Test
    void wholeAddressGoesBeforeANewerPartOfOne() {
        in.named(Customers.TABLE, """
                customer_key, street, postcode, city, updated_at
                1, Ringstr. 5, 1010, Wien, 2025-01-01 00:00:00
                2, , 8010, Graz, 2026-01-01 00:00:00
                """);
        assertThat(Rows.text(points(), Customers.STREET, Customers.POSTCODE, Customers.CITY))
                .containsExactly("Ringstr. 5, 1010, Wien");
    }

    @Test
    void addressIsNeverMadeOfTwoHomes() {
        in.named(Customers.TABLE, """
                customer_key, street, postcode, city, country, updated_at
                1, Ringstr. 5, 1010, Wien, AT, 2025-01-01 00:00:00
                2, Elbweg 7, 20095, , , 2026-01-01 00:00:00
                3, , , Linz, AT, 2026-01-01 00:00:00
                """);
        assertThat(Rows.text(
                        points(),
                        Customers.STREET,
                        Customers.POSTCODE,
                        Customers.CITY,
                        Customers.COUNTRY,
                        ContactPoints.SOURCES.get(Customers.STREET)))
                .containsExactly(", , Linz, AT, customers/3", "Elbweg 7, 20095, , , customers/2");
    }

    @Test
    void streetWithItsPostcodeGoesBeforeANewerStreetAlone() {
        in.named(Customers.TABLE, """
                customer_key, street, postcode, city, updated_at
                1, Ringstr. 5, 1010, Wien, 2025-01-01 00:00:00
                2, Elbweg 7, , Hamburg, 2026-01-01 00:00:00
                """);
        assertThat(Rows.text(points(), Customers.STREET, Customers.POSTCODE, Customers.CITY))
                .containsExactly("Ringstr. 5, 1010, Wien");
    }

    @Test
    void whatNobodySaidIsNo() {
        in.named(Customers.TABLE, OPT_INS + """
                1, , 2026-01-01 00:00:00
                3, true, 2026-01-01 00:00:00
                """);
        assertThat(Rows.text(
                        points(),
                        ContactPoints.CUSTOMER_ID,
                        ContactPoints.EMAIL_PERMITTED,
                        ContactPoints.SMS_PERMITTED))
                .containsExactly("ann, false, false", "bob, true, false");
    }

    @Test
    void newestWordCounts() {
        assertThat(emailOfAnn("1, true, 2025-06-01 00:00:00", "2, false, 2025-07-01 00:00:00"))
                .isEqualTo("false");
        assertThat(emailOfAnn("1, true, 2025-08-01 00:00:00", "2, false, 2025-07-01 00:00:00"))
                .isEqualTo("true");
        assertThat(emailOfAnn("1, true, 2025-06-01 00:00:00", "2, , 2025-07-01 00:00:00"))
                .isEqualTo("true");
    }

    @Test
    void withdrawalWinsAtTheSameInstant() {
        assertThat(emailOfAnn("1, true, 2025-06-01 00:00:00", "2, false, 2025-06-01 00:00:00"))
                .isEqualTo("false");
        assertThat(emailOfAnn("1, false, 2025-06-01 00:00:00", "2, true, 2025-06-01 00:00:00"))
                .isEqualTo("false");
        assertThat(emailOfAnn("1, true,", "2, false,")).isEqualTo("false");
    }

    @Test
    void consentAfterTheAsOfDateIsNotKnownYet() {
        assertThat(emailOfAnn("1, true, 2026-02-01 00:00:00")).isEqualTo("false");
        assertThat(emailOfAnn("1, true, 2026-01-31 23:59:59")).isEqualTo("true");
        assertThat(emailOfAnn("1, false, 2025-06-01 00:00:00", "2, true, 2026-02-01 00:00:00"))
                .isEqualTo("false");
    }

    @Test
    void unsubscribingAfterConsentWithdrawsThatChannelOnly() {
        in.named(Customers.TABLE, """
                customer_key, email_opt_in, sms_opt_in, consent_at
                1, true, true, 2025-06-01 00:00:00
                3, true, true, 2025-06-01 00:00:00
                """).named(PersonContacts.TABLE, """
                customer_id, channel, unsubscribed_at
                ann, email, 2025-07-01 00:00:00
                ann, sms,
                bob, email, 2025-05-01 00:00:00
                , email, 2025-08-01 00:00:00
                """);
        assertThat(Rows.text(
                        points(),
                        ContactPoints.CUSTOMER_ID,
                        ContactPoints.EMAIL_PERMITTED,
                        ContactPoints.SMS_PERMITTED))
                .containsExactly("ann, false, true", "bob, true, true");
    }

    @Test
    void unsubscribingAtTheInstantOfConsentWithdraws() {
        in.named(PersonContacts.TABLE, """
                customer_id, channel, unsubscribed_at
                ann, email, 2025-06-01 00:00:00
                """);
        assertThat(emailOfAnn("1, true, 2025-06-01 00:00:00")).isEqualTo("false");
    }

    @Test
    void consentWithoutADateDoesNotOutliveAnUnsubscription() {
        in.named(PersonContacts.TABLE, """
                customer_id, channel, unsubscribed_at
                ann, email, 2025-06-01 00:00:00
                """);
        assertThat(emailOfAnn("1, true,")).isEqualTo("false");
    }

    @Test
    void peopleWhoRegisterAfterTheAsOfDateAreNotThereYet() {
        in.named(Customers.TABLE, """
                customer_key, first_name, registered_at
                1, Ann, 2026-02-01 08:00:00
                3, Bob, 2026-01-31 08:00:00
                """);
        assertThat(Rows.text(points(), ContactPoints.CUSTOMER_ID)).containsExactly("bob");
    }

    private String emailOfAnn(String... records) {
        in.named(Customers.TABLE, OPT_INS + String.join("\n", records));
        return Rows.text(points(), ContactPoints.EMAIL_PERMITTED).get(0);
    }

    private Dataset<Row> points() {
        return new BuildContactPoints(SETTINGS).build(in, DAY);
    }
}

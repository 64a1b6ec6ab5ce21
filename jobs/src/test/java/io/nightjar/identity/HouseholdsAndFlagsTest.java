package io.nightjar.identity;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.HouseholdSettings;
import io.nightjar.config.PersonFlagSettings;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Households;
import io.nightjar.schema.Identifiers;
import io.nightjar.schema.IdentityBlockedKeys;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.PersonFlags;
import io.nightjar.schema.PersonPurchases;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
final class HouseholdsAndFlagsTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");

    @Test
    void peopleOfOneSurnameAndAddressOrOneMailboxLiveTogether(SparkSession spark) {
        Tables in = new Tables(spark)
                .named(Customers.TABLE, """
                        customer_key, last_name, street, postcode
                        1, Müller, Ringstr. 5, 1010
                        2, Mueller, ringstr 5, 1010
                        3, Wolf, Ringstr. 5, 1010
                        4, Huber, Ringstr. 6, 1010
                        5, Huber, Hauptplatz, 1010
                        6, Huber, Hauptplatz, 1010
                        """)
                .named(IdentityLinks.TABLE, """
                        source, source_key, customer_id
                        customers, 1, ann
                        customers, 2, bob
                        customers, 3, cat
                        customers, 4, dan
                        customers, 5, eva
                        customers, 6, fay
                        """)
                .named(Identifiers.TABLE, """
                        source, source_key, kind, identifier
                        customers, 2, email, tok_1
                        customers, 4, email, tok_1
                        customers, 5, phone, tok_2
                        customers, 3, phone, tok_2
                        """)
                .named(IdentityBlockedKeys.TABLE, """
                        kind, identifier, reason
                        email, tok_1, different_people
                        phone, tok_2, too_many_records
                        """);
        Dataset<Row> households = households(in, HouseholdSettings.SURNAME_AND_ADDRESS, HouseholdSettings.MAILBOX);
        assertThat(Rows.text(households, Households.CUSTOMER_ID, Households.PERSON_COUNT, Households.RULE))
                .containsExactly(
                        "ann, 3, surname-and-address", "bob, 3, mailbox+surname-and-address", "dan, 3, mailbox");
        in.lastNight(Households.TABLE, "h-of-last-night, dan, 2, mailbox");
        assertThat(Rows.text(
                        households(in, HouseholdSettings.ADDRESS), Households.HOUSEHOLD_ID, Households.CUSTOMER_ID))
                .as("by address alone, as blocks of flats are not")
                .hasSize(3)
                .anyMatch(line -> line.endsWith("cat"));
        assertThat(Rows.text(
                        households(in, HouseholdSettings.SURNAME_AND_ADDRESS, HouseholdSettings.MAILBOX),
                        Households.HOUSEHOLD_ID,
                        Households.CUSTOMER_ID))
                .as("the household keeps its id when somebody joins")
                .containsExactly("h-of-last-night, ann", "h-of-last-night, bob", "h-of-last-night, dan");
    }

    @Test
    void streetIsTheSameLongAndShort(SparkSession spark) {
        Tables in = new Tables(spark).named(Customers.TABLE, """
                        customer_key, last_name, street, postcode
                        1, Huber, Hauptstr. 5, 1010
                        2, Huber, Hauptstraße 5, 1010
                        3, Huber, Haupt Strasse 5, 1010
                        4, Huber, Hauptstraße 51, 1010
                        """).named(IdentityLinks.TABLE, """
                        source, source_key, customer_id
                        customers, 1, ann
                        customers, 2, bob
                        customers, 3, cat
                        customers, 4, dan
                        """);
        assertThat(Rows.text(
                        households(in, HouseholdSettings.SURNAME_AND_ADDRESS),
                        Households.CUSTOMER_ID,
                        Households.PERSON_COUNT))
                .containsExactly("ann, 3", "bob, 3", "cat, 3");
    }

    @Test
    void tiesThatTogetherMakeTooManyMakeNoHousehold(SparkSession spark) {
        StringBuilder customers = new StringBuilder("customer_key, last_name, street, postcode\n");
        StringBuilder links = new StringBuilder("source, source_key, customer_id\n");
        StringBuilder mails = new StringBuilder("source, source_key, kind, identifier\n");
        // A chain of five: an address, a mailbox, an address, a mailbox; and two people by themselves.
        for (int i = 1; i <= 7; i++) {
            customers
                    .append(i + ", Huber, Ringstr. ")
                    .append(i / 2 + (i > 5 ? 90 - i / 2 : 0))
                    .append(", 1010\n");
            links.append("customers, " + i + ", p" + i + "\n");
            mails.append(i < 5 ? "customers, " + i + ", email, tok_" + (i + 1) / 2 + "\n" : "");
        }
        Tables in = new Tables(spark)
                .named(Customers.TABLE, customers.toString())
                .named(IdentityLinks.TABLE, links.toString())
                .named(Identifiers.TABLE, mails.toString())
                .named(IdentityBlockedKeys.TABLE, """
                        kind, identifier, reason
                        email, tok_1, different_people
                        email, tok_2, different_people
                        """);
        assertThat(Rows.text(
                        households(in, HouseholdSettings.SURNAME_AND_ADDRESS, HouseholdSettings.MAILBOX),
                        Households.CUSTOMER_ID,
                        Households.PERSON_COUNT))
                .containsExactly("p6, 2", "p7, 2");
    }

    @Test
    void resellersStaffAndTestAccountsAreFlagged(SparkSession spark) {
        Tables in = new Tables(spark)
                .named(PersonPurchases.TABLE, """
                        customer_id, order_id, quantity, amount, discount_amount, is_return
                        dealer, 1, 24, 240.00, , false
                        dealer, 2, 6, 60.00, , false
                        dealer, 2, 6, 60.00, , false
                        dealer, 3, -24, -240.00, , true
                        buyer, 4, 30, 300.00, , false
                        clerk, 5, 1, 75.00, 25.00, false
                        clerk, 6, 1, 75.00, 25.00, false
                        clerk, 6, 1, 60.00, 40.00, false
                        hunter, 7, 1, 75.00, 25.00, false
                        hunter, 8, 1, 100.00, 0.00, false
                        """)
                .named(Customers.TABLE, """
                        customer_key, first_name, last_name, email
                        1, Test, Test, x@mail.at
                        2, Ann, Test, Test.account@mail.at
                        3, Tess, Tester, TEST@mail.at
                        """)
                .named(IdentityLinks.TABLE, """
                        source, source_key, customer_id
                        customers, 1, one
                        customers, 2, two
                        customers, 3, three
                        """);
        PersonFlagSettings settings =
                new PersonFlagSettings(2, 12, 2, 0.2, List.of("test@*"), List.of("test", "tester"));
        assertThat(Rows.text(new FlagPersons(settings).build(in, DAY), PersonFlags.TABLE))
                .containsExactly(
                        "clerk, staff, 25 % off in every one of 2 orders",
                        "dealer, reseller, 18 pieces in the middle of 2 orders",
                        "one, test_account, address or name of record 1",
                        "three, test_account, address or name of record 3");
    }

    private static Dataset<Row> households(Tables in, String... rules) {
        return new BuildHouseholds(new HouseholdSettings(List.of(rules), 4), 100)
                .build(in, DAY)
                .select(Households.TABLE.columns());
    }
}

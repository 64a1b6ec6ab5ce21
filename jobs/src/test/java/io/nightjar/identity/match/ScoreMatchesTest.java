package io.nightjar.identity.match;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.ConfigException;
import io.nightjar.config.IdentitySettings;
import io.nightjar.config.Settings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.job.ModelJob;
import io.nightjar.schema.Customers;
import io.nightjar.schema.IdentityEdges;
import io.nightjar.schema.LoyaltyMembers;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The night's matching, from staged rows to edges. */
@ExtendWith(SparkExtension.class)
final class ScoreMatchesTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final String CUSTOMERS = """
            customer_key, first_name, last_name, street, postcode, city, country, birth_on, phone
            c1, Günther, Meyer,  Schulstraße 11, 50667, Köln,    DE, 1964-09-28, 0221 4710007
            c2, Guenther, Meier, Schulstr. 11,   50667, Koeln,   DE, 1964-09-28, +49 221 4710007
            c3, Anna,    Pohl,   Kirchplatz 3,   30159, Hannover, DE, 1985-06-27,
            c4, Quirin,  Huber,  Wiesenweg 66,   04109, Leipzig, DE, 2001-01-16,
            """;

    @Test
    void oneEdgeForEachProbablePairWithItsReasonsAndWithoutContactData(SparkSession spark) {
        Tables in = new Tables(spark).named(Customers.TABLE, CUSTOMERS);
        in.named(LoyaltyMembers.TABLE, """
                loyalty_number, first_name, last_name, email
                77, Zoe, Novak, zoe@mail.at
                """);
        ModelJob.Scored scored = job(Map.of()).learn(in, DAY);
        List<Row> edges = scored.scores().collectAsList();
        assertThat(edges).hasSize(1);
        Row edge = edges.get(0);
        assertThat(edge.<String>getAs(IdentityEdges.SOURCE_KEY_A.name())).isEqualTo("c1");
        assertThat(edge.<String>getAs(IdentityEdges.SOURCE_KEY_B.name())).isEqualTo("c2");
        assertThat(edge.<String>getAs(IdentityEdges.RULE.name())).isEqualTo(IdentityEdges.MATCH);
        assertThat(edge.<Double>getAs(IdentityEdges.PROBABILITY.name())).isBetween(0.5, 1.0);
        assertThat(edge.<String>getAs(IdentityEdges.EVIDENCE.name()))
                .contains("given-name same", "surname near", "birth-date same", "phone same", "street same")
                .doesNotContainIgnoringCase("meyer")
                .doesNotContain("4710007", "1964", "Schul");
        assertThat(scored.card().decision()).isEqualTo("5 records are 4 persons by what they have in common.");
        Map<String, Map<String, Double>> parameters = scored.card().metrics();
        assertThat(parameters).containsKeys("m", "u", "bits", "share of pairs");
        double m = parameters.get("m").get("birth-date same");
        double u = parameters.get("u").get("birth-date same");
        assertThat(parameters.get("bits").get("birth-date same"))
                .isCloseTo(Math.log(m / u) / Math.log(2), within(1e-9));
        assertThat(parameters.get("share of pairs").values().stream()
                        .mapToDouble(share -> share)
                        .sum())
                .isCloseTo(1, within(1e-9));
    }

    @Test
    void theClusterMatchesAsTheDriverDoes(SparkSession spark) {
        Tables in = new Tables(spark).named(Customers.TABLE, CUSTOMERS);
        ModelJob.Scored here = job(Map.of()).learn(in, DAY);
        ModelJob.Scored there =
                job(Map.of("identity.match.driver-records", "0")).learn(in, DAY);
        assertThat(there.scores().collectAsList())
                .isEqualTo(here.scores().collectAsList())
                .isNotEmpty();
        assertThat(there.card()).isEqualTo(here.card());
    }

    @Test
    void aMembershipThatNamesItsCustomerNumberIsThatCustomer(SparkSession spark) {
        Tables in = new Tables(spark).named(Customers.TABLE, CUSTOMERS);
        in.named(LoyaltyMembers.TABLE, """
                loyalty_number, customer_key, first_name, last_name
                77, c4, Quirin, Huber
                """);
        assertThat(job(Map.of()).learn(in, DAY).scores().collectAsList())
                .extracting(edge -> edge.<String>getAs(IdentityEdges.SOURCE_KEY_A.name()) + " "
                        + edge.<String>getAs(IdentityEdges.SOURCE_KEY_B.name()))
                .containsExactlyInAnyOrder("c1 c2", "c4 77");
    }

    @Test
    void aPartThatIsSwitchedOffIsNotLookedAt(SparkSession spark) {
        Tables in = new Tables(spark).named(Customers.TABLE, CUSTOMERS);
        assertThat(job(Map.of("identity.match.without", "[phone, street]"))
                        .learn(in, DAY)
                        .card()
                        .features())
                .contains("birth-date", "surname", "house-number")
                .doesNotContain("phone", "street");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other-name", "other-words", "other-code", "other-number", "other-date"})
    void columnsOfTheShopsOwnBringRecordsTogetherAndSpeakForThem(String rule, SparkSession spark) {
        Tables in = new Tables(spark).named(Customers.TABLE, """
                customer_key, first_name, last_name, other_name, other_words, other_code, other_number, other_date
                c1, Isla,   Hall,  Rose, Net maker,  F,  55-1234, 1871-03-02
                c2, Ila,    Hall,  Rose, netmaker,   f., 551234,  1871-03-02
                c3, Tom,    Price, Abel, Fishmonger, M,  60-0017, 1850-11-30
                c4, Quirin, Huber, Kasp, Weaver,     X,  71-9928, 1866-07-21
                """);
        List<Row> edges = job(Map.of("identity.match.rules", "[\"" + rule + "\"]"))
                .learn(in, DAY)
                .scores()
                .collectAsList();
        assertThat(edges).hasSize(1);
        assertThat(edges.get(0).<String>getAs(IdentityEdges.SOURCE_KEY_A.name()))
                .isEqualTo("c1");
        assertThat(edges.get(0).<String>getAs(IdentityEdges.SOURCE_KEY_B.name()))
                .isEqualTo("c2");
        assertThat(edges.get(0).<String>getAs(IdentityEdges.EVIDENCE.name()))
                .contains(
                        "other-name same",
                        "other-words near",
                        "other-code same",
                        "other-number same",
                        "other-date same")
                .doesNotContainIgnoringCase("rose")
                .doesNotContain("1234", "1871");
    }

    @Test
    void keysThatTwoFeedsShareAreRefusedWithWhatToDo(SparkSession spark) {
        Tables in = new Tables(spark).named(Customers.TABLE, """
                feed, customer_key
                web,  1
                shop, 2
                web,  2
                web,  2
                """);
        in.named(LoyaltyMembers.TABLE, "feed, loyalty_number\nweb, 1\n");
        assertThatThrownBy(() -> PersonRecords.refuseSharedKeys(in))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "sources.customers: the feeds shop and web both have the customer_key 2, so that two records"
                                + " count as one; make the keys different, such as customer_key = \"concat('shop-', id)\" in the"
                                + " columns of the first");
        in.named(Customers.TABLE, "feed, customer_key\nweb, 1\nshop, 2\n");
        assertThatCode(() -> PersonRecords.refuseSharedKeys(in)).doesNotThrowAnyException();
    }

    private static ScoreMatches job(Map<String, String> overrides) {
        Settings settings = new SettingsLoader(Map.of()).load(List.of(), Map.of(), overrides);
        IdentitySettings identity = settings.identity();
        return new ScoreMatches(identity, settings.links().driverLinks(), settings.seed());
    }
}

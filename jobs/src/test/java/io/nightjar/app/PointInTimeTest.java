package io.nightjar.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.Rows;
import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.Settings;
import io.nightjar.config.SettingsLoader;
import io.nightjar.job.Job;
import io.nightjar.job.ModelJob;
import io.nightjar.job.TableJob;
import io.nightjar.measure.ShopConf;
import io.nightjar.schema.Affinities;
import io.nightjar.schema.CareScores;
import io.nightjar.schema.Carts;
import io.nightjar.schema.ChannelScores;
import io.nightjar.schema.ChurnScores;
import io.nightjar.schema.Clickstream;
import io.nightjar.schema.Consents;
import io.nightjar.schema.ContactPoints;
import io.nightjar.schema.Contacts;
import io.nightjar.schema.CustomerProfiles;
import io.nightjar.schema.CustomerValue;
import io.nightjar.schema.Customers;
import io.nightjar.schema.Engagement;
import io.nightjar.schema.IdentityLinks;
import io.nightjar.schema.IntentScores;
import io.nightjar.schema.InteractionTones;
import io.nightjar.schema.Interactions;
import io.nightjar.schema.LoyaltyEvents;
import io.nightjar.schema.LoyaltyMembers;
import io.nightjar.schema.NextBestCategories;
import io.nightjar.schema.NextBestProducts;
import io.nightjar.schema.PersonContacts;
import io.nightjar.schema.PersonInteractions;
import io.nightjar.schema.ProductClocks;
import io.nightjar.schema.Products;
import io.nightjar.schema.Purchases;
import io.nightjar.schema.Rfm;
import io.nightjar.schema.SearchCategories;
import io.nightjar.schema.Sources;
import io.nightjar.schema.Table;
import io.nightjar.store.feed.Forgotten;
import io.nightjar.store.feed.Tokeniser;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What is said of a person is a function of the as-of date: a fact of a later day in every source changes nothing in the
 * tables of {@link #SAID}. The facts are few, so what is proved is that of features and simple rules; models that were
 * learned have tests of their own.
 */
@ExtendWith(SparkExtension.class)
final class PointInTimeTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-31");
    private static final List<Table> SAID = List.of(
            IdentityLinks.TABLE,
            PersonContacts.TABLE,
            PersonInteractions.TABLE,
            Rfm.TABLE,
            Affinities.TABLE,
            SearchCategories.TABLE,
            InteractionTones.TABLE,
            Engagement.TABLE,
            Consents.TABLE,
            ContactPoints.TABLE,
            CustomerProfiles.TABLE,
            NextBestProducts.TABLE,
            NextBestCategories.TABLE,
            ChurnScores.TABLE,
            Carts.TABLE,
            IntentScores.TABLE,
            ChannelScores.TABLE,
            CareScores.TABLE,
            ProductClocks.TABLE,
            CustomerValue.TABLE);
    /** Nothing of these is asked here, and they take their time. */
    private static final Set<String> LEFT_OUT = Set.of("earn-receipts");

    @Test
    void aFutureFactInEverySourceChangesNothing(SparkSession spark) {
        Map<String, List<String>> before = night(spark, facts(spark, "", "", "", "", "", "", "", "", ""));
        SAID.forEach(
                table -> assertThat(before.get(table.name())).as(table.name()).isNotEmpty());
        Map<String, List<String>> after = night(
                spark,
                facts(
                        spark,
                        """
                        o8, 1, 2026-02-01 10:00:00, cake, 9.00, 5.00, false, web
                        o9, 1, 2026-02-02 10:00:00, tea, -4.00, , true, web
                        o10, 9, 2026-02-02 10:00:00, tea, 4.00, , false, web
                        """,
                        "9, Anna, ann@mail.at, 2026-02-01 00:00:00, false, 2026-02-01 00:00:00, en\n",
                        "L9, 1, 2026-02-01, gold, 999\n",
                        "L1, 2026-02-01 10:00:00, 500, earn\n",
                        """
                        v1, 2, 2026-02-01 10:00:00, search, , plum cake, phone
                        v3, , 2026-02-01 10:01:00, product_view, cake, , phone
                        v1, , 2026-02-01 10:02:00, add_to_cart, cake, , phone
                        """,
                        "i9, 1, 2026-02-01 10:00:00, complaint, Terrible. Broken again!, ,\n",
                        "2026-02-03 10:00:00",
                        "m9, 1, 2026-02-01 10:00:00, email, , , , \n",
                        "2026-02-01 11:00:00"));
        SAID.forEach(
                table -> assertThat(after.get(table.name())).as(table.name()).isEqualTo(before.get(table.name())));
    }

    private static Tables facts(
            SparkSession spark,
            String purchases,
            String customers,
            String members,
            String points,
            String clicks,
            String interactions,
            String resolved,
            String contacts,
            String then) {
        return new Tables(spark)
                .named(Products.TABLE, """
                        product_id, product_name, category, brand, price
                        tea, Green Tea, Tea, Leaf, 4.00
                        cake, Plum Cake, Cake, Oven, 9.00
                        """)
                .named(Purchases.TABLE, """
                        order_id, customer_key, ordered_at, product_id, amount, discount_amount, is_return, channel
                        o1, 1, 2025-11-01 10:00:00, tea, 4.00, 1.00, false, web
                        o2, 1, 2025-12-01 10:00:00, tea, 4.00, , false, store
                        o3, 1, 2026-01-02 10:00:00, tea, 4.00, , false, web
                        o4, 2, 2025-12-01 10:00:00, cake, 9.00, , false, web
                        """ + purchases)
                .named(Customers.TABLE, """
                        customer_key, first_name, email, registered_at, email_opt_in, consent_at, language
                        1, Ann, ann@mail.at, 2025-01-01 00:00:00, true, 2025-01-01 00:00:00, de
                        2, Bob, bob@mail.at, 2025-01-01 00:00:00, true, 2025-01-01 00:00:00, en
                        """ + customers)
                .named(LoyaltyMembers.TABLE, """
                        loyalty_number, customer_key, joined_on, tier, points_balance
                        L1, 1, 2025-01-01, silver, %d
                        """.formatted(points.isEmpty() ? 40 : 540) + members)
                .named(LoyaltyEvents.TABLE, """
                        loyalty_number, occurred_at, points, kind
                        L1, 2026-01-02 10:00:00, 4, earn
                        """ + points)
                .named(Clickstream.TABLE, """
                        visitor_id, login, occurred_at, event_type, product_id, search_terms, device
                        v1, 1, 2026-01-30 10:00:00, search, , green tea, web
                        v1, , 2026-01-30 10:01:00, product_view, tea, , web
                        v1, , 2026-01-30 10:02:00, add_to_cart, tea, , web
                        v2, , 2026-01-30 10:00:00, search, , green tea, web
                        v4, , 2026-01-30 10:00:00, search, , green tea, web
                        """ + clicks)
                .named(Interactions.TABLE, """
                        interaction_id, customer_key, occurred_at, kind, text, rating, resolved_at
                        i1, 1, 2026-01-20 10:00:00, complaint, The cup was broken and nobody answers, , %s
                        i2, 2, 2026-01-20 10:00:00, review, Sehr gut und schnell, 5, 2026-01-21 10:00:00
                        """.formatted(resolved) + interactions)
                .named(Contacts.TABLE, """
                        contact_id, customer_key, sent_at, channel, delivered_at, opened_at, clicked_at, unsubscribed_at
                        m1, 1, 2026-01-20 10:00:00, email, , 2026-01-20 11:00:00, ,
                        m2, 2, 2026-01-20 10:00:00, email, %1$s, %1$s, %1$s, %1$s
                        """.formatted(then) + contacts);
    }

    /** The rows of every table after a night on the facts, as text. */
    private static Map<String, List<String>> night(SparkSession spark, Tables facts) {
        Settings settings = new SettingsLoader(Sources.canonicalColumns())
                .load(
                        List.of(ShopConf.root().resolve("conf/local.conf")),
                        Map.of(),
                        Map.of("identity.match.enabled", "false", "lookalikes.of", "[]"));
        Tokeniser tokeniser = new Tokeniser("a key that is no secret".getBytes(StandardCharsets.UTF_8));
        Map<String, List<String>> said = new TreeMap<>();
        for (Job job : new Nightly(
                        settings,
                        new Definitions(List.of(), List.of(), List.of()),
                        tokeniser,
                        Map.of(),
                        Forgotten.nobody())
                .main()) {
            if (LEFT_OUT.contains(job.name())) {
                continue;
            }
            Table table = job instanceof TableJob one ? one.output() : ((ModelJob) job).output();
            Dataset<Row> made = job instanceof TableJob one
                    ? one.build(facts, DAY)
                    : ((ModelJob) job).learn(facts, DAY).scores();
            facts.with(table, spark.createDataFrame(made.select(table.columns()).collectAsList(), table.structType()));
            said.put(table.name(), Rows.text(facts.read(table), table));
        }
        return said;
    }
}

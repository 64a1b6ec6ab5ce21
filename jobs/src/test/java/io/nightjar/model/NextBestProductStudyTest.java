package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.Tables;
import io.nightjar.config.NextBestProductSettings;
import io.nightjar.learn.rank.RankingReport;
import io.nightjar.learn.rank.Study;
import io.nightjar.schema.PersonEvents;
import io.nightjar.schema.PersonPurchases;
import io.nightjar.schema.Products;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An old data set: 120 people bought four of forty products by chance, thirty days apart up to 2010-04-01, and looked at
 * each the day before; Once bought a single time.
 */
@ExtendWith(SparkExtension.class)
final class NextBestProductStudyTest {
    private static final LocalDate LAST = LocalDate.parse("2010-04-01");
    private static final LocalDate TODAY = LocalDate.parse("2026-01-31");
    private static final int PEOPLE = 120;

    @Test
    void knowsWhatWasLookedAtBeforeALastBasketHoweverOld(SparkSession spark) {
        Map<String, RankingReport> trial = study(spark, 1).trial();
        assertThat(trial.get(Study.OURS).people()).isEqualTo(PEOPLE);
        assertThat(trial.get(Study.OURS).hitRate()).isGreaterThan(0.9);
        assertThat(trial.get("G-TopFreq").hitRate()).isLessThan(0.3);
    }

    @Test
    void asksWhoeverBoughtOnceOnTheLastDayOfTheData(SparkSession spark) {
        assertThat(study(spark, 1).tonight().asked()).containsOnly((int) LAST.toEpochDay());
    }

    @Test
    void measuresTheOthersWhereMllibFails(SparkSession spark) {
        NextBestProductStudy study = study(spark, 1);
        List<String> said = new ArrayList<>();
        assertThat(study.trialWithMllib(said::add)).containsKeys("MLlib ALS", Study.OURS);
        assertThat(said).isEmpty();
        Map<String, RankingReport> trial = study.trialBeside(
                judged -> {
                    throw new OutOfMemoryError("Java heap space");
                },
                said::add);
        assertThat(trial).containsKey(Study.OURS).doesNotContainKey("MLlib ALS");
        assertThat(said)
                .containsExactly("MLlib ALS could not be measured (java.lang.OutOfMemoryError: Java heap space);"
                        + " all others could.");
    }

    @Test
    void looksAtTwiceAsManyOfEachSourceAsAreProposed() {
        assertThat(NextBestProductStudy.rank(settings(5), 42).size().each()).isEqualTo(10);
        assertThat(NextBestProductStudy.rank(settings(20), 42).size().each()).isEqualTo(40);
    }

    private static NextBestProductStudy study(SparkSession spark, int k) {
        Random random = new Random(7);
        StringBuilder sales = new StringBuilder("customer_id, order_id, ordered_on, product_id, amount, is_return\n");
        StringBuilder looks = new StringBuilder("customer_id, occurred_on, event_type, product_id\n");
        for (int who = 0; who < PEOPLE; who++) {
            for (int basket = 0; basket < 4; basket++) {
                LocalDate on = LAST.minusDays(30L * (3 - basket));
                String product = "p%02d".formatted(random.nextInt(40));
                sales.append("c%03d, o%d-%d, %s, %s, 1.00, false\n".formatted(who, who, basket, on, product));
                looks.append("c%03d, %s, product_view, %s\n".formatted(who, on.minusDays(1), product));
            }
        }
        sales.append("once, o-once, 2010-01-05, p00, 1.00, false\n");
        Tables in = new Tables(spark)
                .named(PersonPurchases.TABLE, sales.toString())
                .named(PersonEvents.TABLE, looks.toString())
                .named(Products.TABLE, "product_id\np00\n");
        return NextBestProductStudy.ofLastBaskets(in, TODAY, settings(k), 42);
    }

    private static NextBestProductSettings settings(int k) {
        return new NextBestProductSettings(
                k, 1, 4, 3, 0.01, 0.1, 10, 30, 28, 1000, 1000, 1000, 1000, false, 5, 0.25, 3, 5, List.of(), 5, 100);
    }
}

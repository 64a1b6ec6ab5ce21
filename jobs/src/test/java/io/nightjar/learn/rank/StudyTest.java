package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.learn.factor.FactorSettings;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import org.junit.jupiter.api.Test;

/**
 * A planted shop, 300 people, 16 days apart: everybody buys one of ten staples in every basket (0 to 9), one of ten
 * devices once (10 to 19), and with the basket after the device its accessory (20 to 29), and something by chance (30 to
 * 59).
 */
final class StudyTest {
    private static final RankSettings SETTINGS = new RankSettings(
            new RankSettings.Size(3, 1, 10), 40, 2000, 1000, 100, new FactorSettings(8, 5, 0.1f, 0.01f, 1, 2, 5));

    @Test
    void beatsEverySimpleRuleWhereThereIsMoreToKnow() {
        Study study = study();
        Map<String, RankingReport> trial = study.trial(study.judged(1000), Map.of());
        for (String rule : Study.RULES) {
            assertThat(trial.get(Study.OURS).ndcg())
                    .as(rule)
                    .isGreaterThan(1.05 * trial.get(rule).ndcg());
        }
        assertThat(trial.get("P-TopFreq").exploreRecall()).isZero();
        assertThat(trial.get(Study.OURS).ndcgLow())
                .isLessThan(trial.get(Study.OURS).ndcg());
    }

    @Test
    void proposesTheStapleAndTheAccessoryOfTheDeviceJustBought() {
        Split everything = Split.everything(shop(), 16 * 6);
        Recommender recommender = study().recommender(everything, Rules.none(60));
        int accessories = 0;
        int devices = 0;
        int staples = 0;
        for (int who = 0; who < 300; who++) {
            Past past = everything.past(who);
            List<Integer> best =
                    recommender.desk().propose(List.of(Recommender.Asking.of(past))).get(0).merged().stream()
                            .map(Proposal::item)
                            .toList();
            staples += best.contains(who % 10) ? 1 : 0;
            if (who % 5 == 4) {
                devices++;
                accessories += best.contains(20 + who / 5 % 10) ? 1 : 0;
            }
        }
        assertThat(staples).isGreaterThanOrEqualTo(285);
        assertThat(accessories).as("of " + devices).isGreaterThanOrEqualTo(devices * 9 / 10);
    }

    @Test
    void givesTheSameOnAnyNumberOfCores() throws Exception {
        assertThat(on(4)).isEqualTo(on(1));
    }

    @Test
    void theSimpleRulesProposeWhatIsMostBoughtOfAllAlsoWhenItIsNoLonger() {
        HistoriesBuilder shop = new HistoriesBuilder();
        for (int who = 0; who < 200; who++) {
            shop.person(who);
            for (int basket = 0; basket < 20; basket++) {
                // 0 was everybody's, but for the last few baskets; 2 and what is after it is new.
                shop.bought(16 * basket, basket < 14 && who % 2 == 0 ? 0 : 2 + who % 5);
            }
            shop.bought(16 * 20, who % 2 == 0 ? 0 : 1);
        }
        Split test = Split.everything(shop.build(7), 16 * 20).withoutLastBasket();
        RankSettings settings = new RankSettings(
                new RankSettings.Size(1, 1, 1), 5, 2000, 1000, 100, new FactorSettings(8, 5, 0.1f, 0.01f, 1, 2, 5));
        Lesson lesson = Lesson.of(test, settings);
        Popularity popularity = lesson.knowledge().popularity();
        assertThat(popularity.byShare()[0]).isZero();
        assertThat(popularity.ranked()[0]).isNotZero();
        lesson.each(lesson.judged(1000), (place, person) -> assertThat(
                        Baselines.all().get("G-TopFreq").best(person, 1))
                .containsExactly(0));
    }

    @Test
    void noveltyCountsPeopleAndNotBaskets() {
        HistoriesBuilder shop = new HistoriesBuilder();
        for (int who = 0; who < 4; who++) {
            shop.person(who);
            // One of four has 0, in most of all baskets.
            for (int basket = who == 0 ? 0 : 10; basket < 12; basket++) {
                shop.bought(10 * basket, who == 0 ? 0 : 1);
            }
        }
        Split all = Split.everything(shop.build(2), 120);
        Popularity popularity = Popularity.of(all);
        assertThat(popularity.owners()).containsExactly(0.25f, 0.75f);
        Study study = Study.of(all.withoutLastBasket(), Split::withoutLastBasket, SETTINGS);
        RankingReport rule = study.trial(study.judged(10), Map.of()).get("P-TopFreq");
        // One list with 2 bits, three with -log2 of three quarters.
        assertThat(rule.novelty()).isCloseTo((2 - 3 * Math.log(0.75) / Math.log(2)) / 4, within(1e-6));
    }

    /** 200 people, two tastes of twenty products each, of which everybody buys one after the other and none twice. */
    @Test
    void whatIsOwnedComesLastWhereNothingIsBoughtTwice() {
        Random random = new Random(3);
        HistoriesBuilder shop = new HistoriesBuilder();
        for (int who = 0; who < 200; who++) {
            shop.person(random.nextLong());
            List<Integer> own = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                own.add(who % 2 * 20 + i);
            }
            Collections.shuffle(own, random);
            for (int basket = 0; basket < 16; basket++) {
                shop.bought(10 * basket, own.get(basket));
            }
        }
        Split test = Split.everything(shop.build(40), 200).withoutLastBasket();
        Study study = Study.of(test, Split::withoutLastBasket, SETTINGS);
        assertThat(study.fresh()).contains("item-to-item", "UP-CF", "TIFU-KNN", "factorisation");
        assertThat(study.fresh()).doesNotContainAnyElementsOf(Study.RULES);
        Map<String, RankingReport> trial = study.trial(study.judged(1000), Map.of());
        // Five of their taste are left, and three are proposed.
        for (String method : List.of("item-to-item", "UP-CF", "TIFU-KNN", "factorisation", Study.OURS)) {
            assertThat(trial.get(method).recall()).as(method).isGreaterThan(0.4);
        }
        assertThat(study().fresh()).doesNotContain("UP-CF", "TIFU-KNN");
    }

    @Test
    void whatIsOwnedKeepsItsOrderBehindTheRest() {
        Past past = new Past(1, 9, new int[] {0}, new int[] {0, 2}, new int[] {0, 1}, new int[0], new int[0]);
        Candidates person =
                new Candidates(past, Owned.of(past), new int[] {0, 1, 2, 3}, new float[4 * Candidates.WIDTH]);
        Scorer scorer = each -> new float[] {4, 5, -2, 3};
        assertThat(scorer.best(person, 4)).containsExactly(1, 0, 3, 2);
        assertThat(new Fresh(scorer).best(person, 4)).containsExactly(3, 2, 1, 0);
    }

    private static Map<String, RankingReport> on(int threads) throws Exception {
        ForkJoinPool pool = new ForkJoinPool(threads);
        try {
            return pool.submit(() -> {
                        Study study = study();
                        return study.trial(study.judged(1000), Map.of());
                    })
                    .get();
        } finally {
            pool.shutdown();
        }
    }

    private static Study study() {
        Split test = Split.everything(shop(), 16 * 6).withoutLastBasket();
        return Study.forTonight(test, Split::withoutLastBasket, SETTINGS);
    }

    /** Whoever's number leaves r by five buys the device in basket r + 1 and the accessory in the next one, of six. */
    private static Histories shop() {
        Random random = new Random(11);
        HistoriesBuilder shop = new HistoriesBuilder();
        for (int who = 0; who < 300; who++) {
            shop.person(random.nextLong());
            for (int basket = 0; basket < 6; basket++) {
                List<Integer> items = new ArrayList<>(List.of(who % 10, 30 + random.nextInt(30)));
                if (basket == who % 5 + 1) {
                    items.add(10 + who / 5 % 10);
                }
                if (basket == who % 5 + 2) {
                    items.add(20 + who / 5 % 10);
                }
                for (int item : items) {
                    shop.bought(16 * basket, item);
                }
            }
        }
        return shop.build(60);
    }
}

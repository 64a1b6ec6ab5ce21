package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.learn.factor.FactorSettings;
import io.nightjar.learn.factor.TopColumns;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Ten products, 0 to 9, that are scored 10 to 1. Thirty people bought 8 and 9 together and each of the others now and
 * then; Ann, who is asked, owns 7, bought on days 0 and 10.
 */
final class RecommenderTest {
    private static final int ITEMS = 10;
    private static final int TODAY = 20;
    private static final Scorer BY_NUMBER = person -> {
        float[] scores = new float[person.size()];
        for (int place = 0; place < scores.length; place++) {
            scores[place] = ITEMS - person.item()[place];
        }
        return scores;
    };
    private static final RankSettings SETTINGS = new RankSettings(
            new RankSettings.Size(3, 1, ITEMS), 1, 100, 100, 100, new FactorSettings(4, 3, 0.1f, 0.01f, 1, 2, 5));
    private static final Rules NONE = Rules.none(ITEMS);

    @Test
    void takesSoManyOfACategoryAndAddsARepeatBelow() {
        int[] category = new int[ITEMS];
        Arrays.fill(category, 2, ITEMS, -1);
        category[2] = 0;
        Rules rules = new Rules(NONE.blocked(), category, 2, 0, NONE.needs(), 0, 1);
        Recommender.Answer answer = answer(3, rules, TODAY, 0, Map.of());
        // 0, 1 and 2 are of one category.
        assertThat(items(answer.merged())).containsExactly(0, 1, 3);
        assertThat(items(answer.more())).containsExactly(7);
    }

    @Test
    void fillsUpFromOtherCategoriesFirst() {
        int[] category = new int[ITEMS];
        Arrays.fill(category, 1);
        Arrays.fill(category, 3, 6, 2);
        Rules rules = new Rules(NONE.blocked(), category, 2, 0, NONE.needs(), 0, 1);
        // Two of each category, though 8 and 9 and 0 to 2 are more popular than 3; then what is left, for all get k.
        assertThat(nobody(4, rules)).hasSize(4).satisfies(items -> assertThat(
                        items.stream().filter(item -> category[item] == 1))
                .hasSize(2));
        assertThat(nobody(6, rules)).hasSize(6).doesNotHaveDuplicates();
    }

    private static List<Integer> nobody(int k, Rules rules) {
        Past nobody = new Past(99, TODAY, new int[0], new int[1], new int[0], new int[0], new int[0]);
        Knowledge knowledge = Knowledge.of(Split.everything(shop(), TODAY), SETTINGS);
        return items(new Recommender(knowledge, BY_NUMBER, new RankSettings.Size(k, 0, 1), rules)
                .desk()
                .propose(List.of(Recommender.Asking.of(nobody)))
                .get(0)
                .merged());
    }

    @Test
    void theOwnNextBestGoBeforeWhatIsPopularInAShopOfOneCategory() {
        Rules rules = new Rules(NONE.blocked(), new int[ITEMS], 2, 0, NONE.needs(), 0, 1);
        assertThat(items(answer(5, rules, TODAY, 0, Map.of()).merged())).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void leavesOutWhatIsSoldOutAndWhatNeedsAConsentThatWasNotGiven() {
        boolean[] soldOut = new boolean[ITEMS];
        soldOut[0] = true;
        int[] needs = new int[ITEMS];
        needs[1] = 2;
        Rules rules = new Rules(soldOut, NONE.category(), ITEMS, 0, needs, 0, 1);
        assertThat(items(answer(3, rules, TODAY, 1, Map.of()).merged())).containsExactly(1, 2, 3);
        assertThat(items(answer(3, rules, TODAY, 2, Map.of()).merged())).containsExactly(2, 3, 4);
    }

    @Test
    void whatIsSoldOutTakesNoPlaceFromOthers() {
        boolean[] soldOut = new boolean[ITEMS];
        // Whoever owns 8 owns 9, and 0 to 5 are the most popular of the rest.
        soldOut[9] = true;
        Arrays.fill(soldOut, 0, 6, true);
        Past eight = new Past(99, TODAY, new int[] {0}, new int[] {0, 1}, new int[] {8}, new int[0], new int[0]);
        Knowledge knowledge = Knowledge.of(Split.everything(shop(), TODAY), SETTINGS);
        Scout one = new Scout(knowledge, new TopColumns(knowledge.taste(), soldOut), 1, new int[0], soldOut);
        assertThat(one.candidates(List.of(eight)).get(0).item()).contains(6).doesNotContain(0, 1, 2, 3, 4, 5, 9);
    }

    @Test
    void waitsForAShareOfTheCycle() {
        // Ann's own gap of 10 days and the product's of 0, for nobody else bought it twice: a cycle of 5.
        Rules rules = new Rules(NONE.blocked(), NONE.category(), ITEMS, 0.25, NONE.needs(), 0, 1);
        assertThat(items(answer(ITEMS, rules, 11, 0, Map.of()).merged())).doesNotContain(7);
        assertThat(items(answer(ITEMS, rules, 12, 0, Map.of()).merged())).contains(7);
    }

    @Test
    void waitsForTheClockWhereThereIsOne() {
        Rules rules = new Rules(NONE.blocked(), NONE.category(), ITEMS, 0.25, NONE.needs(), 0, 1);
        for (int until : new int[] {TODAY, TODAY + 1}) {
            Past ann = new Past(
                    99, TODAY, new int[] {0, 10}, new int[] {0, 1, 2}, new int[] {7, 7}, new int[0], new int[0]);
            List<Integer> list = items(answer(ITEMS, rules, new Recommender.Asking(ann, 0, Map.of(), Map.of(7, until)))
                    .merged());
            assertThat(list.contains(7)).isEqualTo(until == TODAY);
        }
    }

    @Test
    void countsWhatWasShownInVainHalf() {
        Rules rules = new Rules(NONE.blocked(), NONE.category(), ITEMS, 0, NONE.needs(), 0, 5);
        // 0 counts 10 / 2, which is as much as 5; 7 is owned and does not tire.
        assertThat(items(answer(9, rules, TODAY, 0, Map.of(0, 5f, 7, 100f)).merged()))
                .containsExactly(1, 2, 3, 4, 0, 5, 6, 7, 8);
    }

    @Test
    void bringsWhatGoesWithAnOrderUnderWayToTheMiddle() {
        Rules rules = new Rules(NONE.blocked(), NONE.category(), ITEMS, 0, NONE.needs(), 3, 5);
        Past ordered = new Past(
                99,
                TODAY,
                new int[] {0, 10, TODAY - 2},
                new int[] {0, 1, 2, 3},
                new int[] {7, 7, 8},
                new int[0],
                new int[0]);
        List<Proposal> list = answer(4, rules, new Recommender.Asking(ordered, 0, Map.of(), Map.of()))
                .merged();
        assertThat(items(list)).containsExactly(0, 1, 9, 2);
        assertThat(list.get(2).source()).isEqualTo(Proposal.Source.ORDER);
        assertThat(list.get(2).because()).isEqualTo(8);
        assertThat(list.get(2).daysSince()).isEqualTo(2);
        // Shown in vain as often as the half-life: no longer.
        assertThat(items(answer(4, rules, new Recommender.Asking(ordered, 0, Map.of(9, 5f), Map.of()))
                        .merged()))
                .containsExactly(0, 1, 2, 3);
    }

    private static Recommender.Answer answer(int k, Rules rules, int day, int refused, Map<Integer, Float> shown) {
        Past ann = new Past(99, day, new int[] {0, 10}, new int[] {0, 1, 2}, new int[] {7, 7}, new int[0], new int[0]);
        return answer(k, rules, new Recommender.Asking(ann, refused, shown, Map.of()));
    }

    private static Recommender.Answer answer(int k, Rules rules, Recommender.Asking asking) {
        RankSettings.Size size = new RankSettings.Size(k, 1, ITEMS);
        Knowledge knowledge = Knowledge.of(Split.everything(shop(), TODAY), SETTINGS);
        return new Recommender(knowledge, BY_NUMBER, size, rules)
                .desk()
                .propose(List.of(asking))
                .get(0);
    }

    private static Histories shop() {
        HistoriesBuilder shop = new HistoriesBuilder();
        for (int who = 0; who < 30; who++) {
            shop.person(who);
            shop.bought(0, 8);
            shop.bought(0, 9);
            shop.bought(10, who % 8);
        }
        return shop.build(ITEMS);
    }

    private static List<Integer> items(List<Proposal> list) {
        return list.stream().map(Proposal::item).toList();
    }
}

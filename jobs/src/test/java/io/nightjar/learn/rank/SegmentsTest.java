package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.nightjar.learn.factor.FactorSettings;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Two groups of products, 0 to 4 and 5 to 9, and 400 people: each buys twice from one group only. The favourite of the
 * first is 4, of the second 9. Most people are of the second.
 */
final class SegmentsTest {
    private static final int[] GROUP = {0, 0, 0, 0, 0, 1, 1, 1, 1, 1};
    private static final int TODAY = 20;
    private static final RankSettings SETTINGS = new RankSettings(
            new RankSettings.Size(3, 1, 2), 1, 100, 100, 0, new FactorSettings(4, 3, 0.1f, 0.01f, 1, 2, 5));

    @Test
    void knowsTheFavouritesOfEach() {
        Segments segments = knowledge().segments();
        assertThat(segments.favourites()[0][0]).isEqualTo(4);
        assertThat(segments.favourites()[1][0]).isEqualTo(9);
        assertThat(segments.of(visitor(0, 0, 7))).isZero();
        assertThat(segments.of(visitor())).isEqualTo(-1);
    }

    @Test
    void fewPeopleAreDrawnTowardsEverybody() {
        HistoriesBuilder shop = new HistoriesBuilder();
        shop.person(1);
        shop.bought(TODAY, 0);
        shop.person(2);
        shop.bought(TODAY, 5);
        Split split = Split.everything(shop.build(GROUP), TODAY);
        // One basket of one, and twenty of everybody's, half of which have it.
        assertThat(Segments.of(split, Popularity.of(split)).lately()[0][0]).isCloseTo(11f / 21, within(1e-6f));
    }

    @Test
    void aVisitorWhoLookedAtOneGroupGetsItsFavourite() {
        Recommender recommender = new Recommender(knowledge(), new Cold(), SETTINGS.size(), Rules.none(10));
        List<Proposal> first = list(recommender, visitor(0));
        assertThat(first.get(0).item()).isZero();
        assertThat(first.stream().map(Proposal::item)).contains(4).doesNotContain(9);
        assertThat(list(recommender, visitor(6)).stream().map(Proposal::item))
                .contains(9)
                .doesNotContain(4);
        // Of whom nothing is known gets what most people buy.
        assertThat(list(recommender, visitor()).get(0).item()).isEqualTo(9);
    }

    @Test
    void fillsUpFromTheSegment() {
        // Only what the person owns is scored: the rest is filled up.
        Scorer own = person -> {
            float[] scores = new float[person.size()];
            for (int place = 0; place < scores.length; place++) {
                scores[place] = person.isOwned(place) ? 1 : Float.NEGATIVE_INFINITY;
            }
            return scores;
        };
        Recommender recommender = new Recommender(knowledge(), own, SETTINGS.size(), Rules.none(10));
        Past one = new Past(9, TODAY, new int[] {0}, new int[] {0, 1}, new int[] {0}, new int[0], new int[0]);
        List<Proposal> list = list(recommender, one);
        assertThat(list.get(1).item()).isEqualTo(4);
        assertThat(list.get(1).source()).isEqualTo(Proposal.Source.SEGMENT);
        assertThat(list.get(1).because()).isZero();
    }

    private static List<Proposal> list(Recommender recommender, Past past) {
        return recommender
                .desk()
                .propose(List.of(Recommender.Asking.of(past)))
                .get(0)
                .merged();
    }

    private static Past visitor(int... looked) {
        int[] days = new int[looked.length];
        java.util.Arrays.fill(days, TODAY - 1);
        return new Past(99, TODAY, new int[0], new int[1], new int[0], looked, days);
    }

    private static Knowledge knowledge() {
        HistoriesBuilder shop = new HistoriesBuilder();
        for (int who = 0; who < 400; who++) {
            int from = who < 150 ? 0 : 5;
            shop.person(who);
            shop.bought(0, from + 4);
            shop.bought(10, from + who % 4);
        }
        return Knowledge.of(Split.everything(shop.build(GROUP), TODAY), SETTINGS);
    }
}

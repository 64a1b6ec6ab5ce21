package io.nightjar.learn.rank;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Ann bought on days 1, 5 and 9, Bob on day 9 only; Ann looked at product 4 on days 2 and 8. */
final class SplitTest {
    @Test
    void holdsBackTheLastBasketOfWhoeverHasOneBefore() {
        Split split = Split.everything(shop(), 20).withoutLastBasket();
        assertThat(split.judged()).containsExactly(0);
        assertThat(split.wanted()[0]).containsExactly(0, 3);
        assertThat(split.asked()).containsExactly(9, 20);
        Past ann = split.past(0);
        assertThat(ann.day()).containsExactly(1, 5);
        assertThat(ann.item()).containsExactly(0, 1, 2);
        assertThat(split.past(1).day()).containsExactly(9);
    }

    @Test
    void holdsBackWhatWasLookedAtOnTheDayOfTheBasket() {
        HistoriesBuilder shop = new HistoriesBuilder();
        shop.person(101);
        shop.bought(1, 0);
        shop.bought(9, 3);
        shop.looked(8, 4);
        shop.looked(9, 3);
        Split all = Split.everything(shop.build(5), 20);
        assertThat(all.past(0).looked()).containsExactly(4, 3);
        assertThat(all.withoutLastBasket().past(0).looked()).containsExactly(4);
        assertThat(all.withoutLastBasket().past(0).asked()).isEqualTo(9);
    }

    @Test
    void holdsBackADaysWindowAndForgetsWhatCameLater() {
        Split split = Split.everything(shop(), 20).after(4, 2);
        assertThat(split.judged()).containsExactly(0);
        assertThat(split.wanted()[0]).containsExactly(2);
        assertThat(split.past(0).day()).containsExactly(1);
        assertThat(split.past(0).looked()).containsExactly(4);
        assertThat(split.past(1).isEmpty()).isTrue();
    }

    @Test
    void goesBackPeriodByPeriod() {
        Split split = Split.everything(shop(), 20).after(8, 4).before(4);
        assertThat(split.asked()).containsExactly(4, 4);
        assertThat(split.wanted()[0]).containsExactly(2);
    }

    @Test
    void aSecondCutSeesNothingBehindTheFirst() {
        Split split = Split.everything(shop(), 20).withoutLastBasket().withoutLastBasket();
        assertThat(split.wanted()[0]).containsExactly(2);
        assertThat(split.past(0).day()).containsExactly(1);
        assertThat(split.past(0).asked()).isEqualTo(5);
    }

    private static Histories shop() {
        HistoriesBuilder shop = new HistoriesBuilder();
        shop.person(101);
        shop.bought(1, 0);
        shop.bought(1, 1);
        shop.looked(2, 4);
        shop.bought(5, 2);
        shop.looked(8, 4);
        shop.bought(9, 3);
        shop.bought(9, 0);
        shop.person(102);
        shop.bought(9, 4);
        return shop.build(5);
    }
}

package io.nightjar.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.nightjar.SparkExtension;
import io.nightjar.learn.factor.FactorSettings;
import io.nightjar.learn.rank.HistoriesBuilder;
import io.nightjar.learn.rank.RankSettings;
import io.nightjar.learn.rank.Split;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Even people buy three of the products 0 to 3, odd people three of 4 to 7; each does without another one. */
@ExtendWith(SparkExtension.class)
final class MllibTasteTest {
    private static final int PEOPLE = 40;
    private static final RankSettings SETTINGS = new RankSettings(
            new RankSettings.Size(4, 1, 10), 1, 100, 100, 0, new FactorSettings(4, 5, 0.1f, 0.01f, 1, 2, 5));

    @Test
    void putsTheProductsOfTheOwnTasteInFront(SparkSession spark) {
        int[][] lists = MllibTaste.lists(spark, shop(), new int[] {0, 1, 6}, SETTINGS);
        assertThat(lists[0]).containsExactlyInAnyOrder(0, 1, 2, 3);
        assertThat(lists[1]).containsExactlyInAnyOrder(4, 5, 6, 7);
        assertThat(lists[2]).containsExactlyInAnyOrder(0, 1, 2, 3);
    }

    @Test
    void putsTheOneMissingInFrontWhereOwnedOnesAreLeftOut(SparkSession spark) {
        int[][] lists = MllibTaste.freshLists(spark, shop(), new int[] {0, 1, 6}, SETTINGS);
        assertThat(new int[] {lists[0][0], lists[1][0], lists[2][0]}).containsExactly(0, 4, 3);
    }

    private static Split shop() {
        HistoriesBuilder shop = new HistoriesBuilder();
        for (int who = 0; who < PEOPLE; who++) {
            shop.person(who);
            for (int item = 0; item < 4; item++) {
                if (item != who / 2 % 4) {
                    shop.bought(item, who % 2 * 4 + item);
                }
            }
        }
        return Split.everything(shop.build(8), 10);
    }
}
